import type { Residuals, Side } from '@proofmark/documents';
import type { Engine } from '@proofmark/engine';
import { double } from './moments.ts';
import type { SumsPlan } from './sums.ts';

const BINS = 40;
/** The middle 99 % of the rows are drawn; single outliers would leave one bar. */
const TAILS = [0.005, 0.995] as const;

/** How the residuals of each side are distributed, over the same bins. */
export async function readResiduals(
  engine: Engine,
  plan: Pick<SumsPlan, 'sides' | 'labelSql'>,
): Promise<Residuals[]> {
  const residual = (side: Side) => `(${side}::DOUBLE - ${plan.labelSql})`;
  const quantiles = plan.sides.flatMap((side) =>
    TAILS.map((share, i) => `quantile_disc(${residual(side)}, ${share}) AS ${side}_${i}`),
  );
  const [range = {}] = await engine.query(`SELECT ${quantiles.join(', ')} FROM rows`);
  const lowest = Math.min(...plan.sides.map((side) => Number(range[`${side}_0`])));
  const highest = Math.max(...plan.sides.map((side) => Number(range[`${side}_1`])));
  const width = roundWidth((highest - lowest) / (BINS - 1));
  const first = Math.floor(lowest / width);
  const count = Math.floor(highest / width) - first + 1;
  const edges = Array.from({ length: count + 1 }, (_, i) => Number(((first + i) * width).toPrecision(12)));
  const documents: Residuals[] = [];
  for (const side of plan.sides) {
    const rows = await engine.query(
      `SELECT floor(${residual(side)} / ${double(width)}) - ${double(first)} AS bin, count(*) AS n FROM rows GROUP BY bin`,
    );
    const rowsWhere = (holds: (bin: number) => boolean) =>
      rows.filter(({ bin }) => holds(Number(bin))).reduce((total, { n }) => total + Number(n), 0);
    documents.push({
      side,
      edges,
      counts: Array.from({ length: count }, (_, i) => rowsWhere((bin) => bin === i)),
      below: rowsWhere((bin) => bin < 0),
      above: rowsWhere((bin) => bin >= count),
    });
  }
  return documents;
}

/** 1, 2 or 5 times a power of ten, at least `width`. */
function roundWidth(width: number): number {
  if (width <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(width));
  return power * ([1, 2, 5].find((step) => step * power >= width) ?? 10);
}
