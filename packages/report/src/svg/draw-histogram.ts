import { axisY, barX, text } from '@observablehq/plot';
import type { ColumnProfile } from '@proofmark/documents';
import { formatPercent } from '@proofmark/metrics';
import { plain } from '../escape.ts';
import { binShares, NULLS, shareOf } from './bins.ts';
import { drawFigure, overGrid } from './figure.ts';
import { fitLabel, widest } from './text-width.ts';

const ROW = 30;
const MARGIN = { top: 44, bottom: 40 };
const NAMES = { least: 90, most: 200 };
const BIN_LIMIT = 24;

type Bin = { label: string; reference: number; current: number };

/** The shares of the bins of one column, then and now: pairs of bars, so that a shape change is seen. */
export function drawHistogram(reference: ColumnProfile, current: ColumnProfile): string {
  const all = pairBins(reference, current);
  const bins = all.slice(0, BIN_LIMIT);
  const rows = bins.map((bin, at) => ({
    ...bin,
    at,
    highest: Math.max(bin.reference, bin.current),
    words: `${formatPercent(bin.reference)} → ${formatPercent(bin.current)}`,
  }));
  const names = rows.map(({ label }) => fitLabel(plain(label, 200), NAMES.most - 12));
  return drawFigure({
    width: 640,
    height: MARGIN.top + rows.length * ROW + MARGIN.bottom,
    title: `Distribution of ${reference.name}`,
    description: bins
      .slice(0, 8)
      .map((bin) => `${bin.label}: ${formatPercent(bin.reference)} to ${formatPercent(bin.current)}`)
      .join('; '),
    legend: [
      { name: '▮ at release', color: 'var(--muted)' },
      { name: '▮ now', color: 'var(--candidate)' },
      ...(bins.length < all.length
        ? [{ name: `${bins.length} of ${all.length} values shown`, color: 'var(--muted)' }]
        : []),
    ],
    bottom: {
      domain: [0, Math.max(...rows.map(({ highest }) => highest), 1e-9)],
      label: 'share of the rows',
      format: formatPercent,
    },
    plot: {
      marginTop: MARGIN.top,
      marginLeft: Math.max(NAMES.least, widest(names) + 12),
      marginRight: widest(rows.map(({ words }) => words)) + 10,
      marginBottom: MARGIN.bottom,
      y: { type: 'band', domain: rows.map(({ at }) => at), padding: 0.25 },
      marks: [
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
          text: 'words',
          textAnchor: 'start',
          dx: 6,
          fill: 'var(--muted)',
          ...overGrid,
        }),
      ],
    },
  });
}

function pairBins(reference: ColumnProfile, current: ColumnProfile): Bin[] {
  const before = new Map(binShares(reference));
  const now = new Map(binShares(current));
  const labels = new Set([...before.keys(), ...now.keys()]);
  const paired = [...labels].map((label) => ({
    label,
    reference: before.get(label) ?? 0,
    current: now.get(label) ?? 0,
  }));
  if (reference.nulls + current.nulls > 0) {
    paired.push({
      label: NULLS,
      reference: shareOf(reference.nulls, reference.rows),
      current: shareOf(current.nulls, current.rows),
    });
  }
  return paired;
}
