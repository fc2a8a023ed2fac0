import { axisY, barX, text } from '@observablehq/plot';
import type { ColumnProfile, Validation } from '@proofmark/documents';
import { formatPercent, formatPlural } from '@proofmark/metrics';
import { plain } from '../escape.ts';
import type { ReportDocuments } from '../input.ts';
import { failingChecks } from '../sections/validation.ts';
import { bottomAxis } from './axes.ts';
import { binShares, shareOf, shortLabel } from './bins.ts';
import { drawFigure } from './figure.ts';

const ROW = 22;
const BIN_LIMIT = 24;
const FIGURE_LIMIT = 30;

/** The columns of the failing checks, drawn when the profile is of files that the validation read. */
export function drawFailingColumns(validation: Validation, profile: ReportDocuments['profile']): string[] {
  if (profile === undefined) return [];
  const read = new Set(validation.data.files.map(({ sha256 }) => sha256));
  if (!profile.source.files.some(({ sha256 }) => read.has(sha256))) return [];
  const rulesOf = Map.groupBy(failingChecks(validation), ({ column }) => column);
  return profile.columns
    .flatMap((column) => {
      const rules = rulesOf.get(column.name);
      return rules === undefined
        ? []
        : [drawDistribution(column, rules.map(({ expected }) => expected).join('; '))];
    })
    .slice(0, FIGURE_LIMIT);
}

/** The shares of the bins of one column, and what was expected of it and broken. */
function drawDistribution(column: ColumnProfile, expected: string): string {
  const nulls: [string, number][] = column.nulls > 0 ? [['(null)', shareOf(column.nulls, column.rows)]] : [];
  const bins = [...binShares(column).slice(0, BIN_LIMIT), ...nulls].map(([label, share], at) => ({
    label: shortLabel(plain(label, 40)),
    share,
    at,
  }));
  return drawFigure({
    width: 640,
    height: 84 + bins.length * ROW,
    title: `Values of ${column.name} in ${formatPlural(column.rows, 'profiled row')}`,
    description: bins
      .slice(0, 8)
      .map(({ label, share }) => `${label}: ${formatPercent(share)}`)
      .join('; '),
    legend: [{ name: plain(`broken: ${expected}`, 90), color: 'var(--fail)' }],
    plot: {
      marginLeft: 170,
      marginRight: 60,
      x: { domain: [0, Math.max(...bins.map(({ share }) => share), 1e-9)] },
      y: { type: 'band', domain: bins.map(({ at }) => at), padding: 0.25 },
      marks: [
        ...bottomAxis({ label: 'share of the rows', format: formatPercent }),
        axisY({ label: null, tickSize: 0, tickFormat: (at: number) => bins[at]?.label ?? '' }),
        barX(bins, { x: 'share', y: 'at', fill: 'var(--candidate-area)', stroke: 'var(--candidate)' }),
        text(bins, {
          x: 'share',
          y: 'at',
          text: ({ share }: { share: number }) => formatPercent(share),
          textAnchor: 'start',
          dx: 6,
          fill: 'var(--muted)',
        }),
      ],
    },
  });
}
