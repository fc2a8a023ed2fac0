import type { ColumnProfile } from '@proofmark/documents';
import { formatPercent } from '@proofmark/metrics';
import { binShares, shareOf, shortLabel } from './bins.ts';
import { svgFigure, svgText } from './figure.ts';
import { linear, px } from './scale.ts';

const WIDTH = 700;
const AREA = { left: 160, right: 640 };
const ROW = 26;
const BIN_LIMIT = 24;

type Bin = { label: string; reference: number; current: number };

/** The shares of the bins of one column, then and now: pairs of bars, so that a shape change is seen. */
export function drawHistogram(reference: ColumnProfile, current: ColumnProfile): string {
  const bins = pairBins(reference, current).slice(0, BIN_LIMIT);
  const highest = Math.max(...bins.flatMap((bin) => [bin.reference, bin.current]), 1e-9);
  const x = linear([0, highest], [AREA.left, AREA.right]);
  const top = 44;
  return svgFigure({
    width: WIDTH,
    height: top + bins.length * ROW + 30,
    title: `Distribution of ${reference.name}`,
    description: bins
      .slice(0, 8)
      .map((bin) => `${bin.label}: ${formatPercent(bin.reference)} to ${formatPercent(bin.current)}`)
      .join('; '),
    content: [
      svgText(10, 22, reference.name, { class: 'strong' }),
      ...bins.flatMap((bin, i) => drawBin(bin, x, top + i * ROW)),
      `<rect class="reference" x="${AREA.left}" y="${top + bins.length * ROW + 8}" width="12" height="10"/>`,
      svgText(AREA.left + 18, top + bins.length * ROW + 17, 'at release'),
      `<rect class="bar" x="${AREA.left + 100}" y="${top + bins.length * ROW + 8}" width="12" height="10"/>`,
      svgText(AREA.left + 118, top + bins.length * ROW + 17, 'now'),
    ],
  });
}

function drawBin(bin: Bin, x: (value: number) => number, y: number): string[] {
  return [
    svgText(AREA.left - 8, y + 15, shortLabel(bin.label), { anchor: 'end' }),
    `<rect class="reference" x="${AREA.left}" y="${y}" width="${px(x(bin.reference) - AREA.left)}" height="10"/>`,
    `<rect class="bar" x="${AREA.left}" y="${y + 11}" width="${px(x(bin.current) - AREA.left)}" height="10"/>`,
    svgText(x(Math.max(bin.reference, bin.current)) + 6, y + 15, formatPercent(bin.current), {
      class: 'muted',
    }),
  ];
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
