import { axisY, barX, text } from '@observablehq/plot';
import type { ColumnProfile } from '@proofmark/documents';
import { formatPercent } from '@proofmark/metrics';
import { plain } from '../escape.ts';
import { bottomAxis } from './axes.ts';
import { binShares, shareOf, shortLabel } from './bins.ts';
import { drawFigure } from './figure.ts';

const ROW = 30;
const BIN_LIMIT = 24;

type Bin = { label: string; reference: number; current: number };

/** The shares of the bins of one column, then and now: pairs of bars, so that a shape change is seen. */
export function drawHistogram(reference: ColumnProfile, current: ColumnProfile): string {
  const bins = pairBins(reference, current).slice(0, BIN_LIMIT);
  const rows = bins.map((bin, at) => ({ ...bin, at, highest: Math.max(bin.reference, bin.current) }));
  const names = rows.map(({ label }) => shortLabel(plain(label, 40)));
  return drawFigure({
    width: 640,
    height: 84 + rows.length * ROW,
    title: `Distribution of ${reference.name}`,
    description: bins
      .slice(0, 8)
      .map((bin) => `${bin.label}: ${formatPercent(bin.reference)} to ${formatPercent(bin.current)}`)
      .join('; '),
    legend: [
      { name: '▮ at release', color: 'var(--muted)' },
      { name: '▮ now', color: 'var(--candidate)' },
    ],
    plot: {
      marginLeft: 170,
      marginRight: 60,
      x: { domain: [0, Math.max(...rows.map(({ highest }) => highest), 1e-9)] },
      y: { type: 'band', domain: rows.map(({ at }) => at), padding: 0.25 },
      marks: [
        ...bottomAxis({ label: 'share of the rows', format: formatPercent }),
        axisY({ label: null, tickSize: 0, tickFormat: (at: number) => names[at] ?? '' }),
        barX(rows, { x: 'reference', y: 'at', fill: 'var(--grid)', stroke: 'var(--muted)', insetBottom: 12 }),
        barX(rows, {
          x: 'current',
          y: 'at',
          fill: 'var(--candidate-area)',
          stroke: 'var(--candidate)',
          insetTop: 11,
        }),
        text(rows, {
          x: 'highest',
          y: 'at',
          text: ({ current }: Bin) => formatPercent(current),
          textAnchor: 'start',
          dx: 6,
          fill: 'var(--muted)',
        }),
      ],
    },
  });
}

function pairBins(reference: ColumnProfile, current: ColumnProfile): Bin[] {
  const bins = binShares(reference);
  const now = new Map(binShares(current));
  const paired = bins.map(([label, share]) => ({ label, reference: share, current: now.get(label) ?? 0 }));
  if (reference.nulls + current.nulls > 0) {
    paired.push({
      label: '(null)',
      reference: shareOf(reference.nulls, reference.rows),
      current: shareOf(current.nulls, current.rows),
    });
  }
  return paired;
}
