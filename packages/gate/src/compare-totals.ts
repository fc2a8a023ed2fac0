import type { Evaluation, Side } from '@proofmark/documents';

/** Weighted counts are sums of fractions. */
const ROUNDING = 1e-9;

/**
 * Where the sweep and the curves of a binary task have other numbers of rows of a class than the cells, whose totals do
 * not depend on a threshold. Of weighted rows the cells count rows, and say nothing of weights.
 */
export function compareTotals({ task, classes, weight, sums, sweep, curves }: Evaluation): string[] {
  const cells = sums.find(({ slice }) => slice.length === 0)?.cells ?? [];
  if (task !== 'binary' || weight !== undefined || cells.length === 0) return [];
  const [negatives, positives] = classes.map((name) =>
    cells.reduce((total, { label, rows }) => total + (label === name ? rows : 0), 0),
  );
  const differ = (path: string, name: string, said: number, expected = 0) =>
    Math.abs(said - expected) <= ROUNDING * expected
      ? []
      : [`${path}: the document says ${said} ${name}, the cells ${expected}`];
  const ofSweep = (sweep ?? []).flatMap((point, i) => [
    ...differ(`evaluation.sweep[${i}]`, 'positives', point.truePositives + point.falseNegatives, positives),
    ...differ(`evaluation.sweep[${i}]`, 'negatives', point.falsePositives + point.trueNegatives, negatives),
  ]);
  const ofCurves = (curves ?? []).flatMap(({ side, points, calibration, histogram }) => {
    const path = (part: string) => `evaluation.curves.${side satisfies Side}.${part}`;
    const last = points.at(-1);
    return [
      ...differ(path('points'), 'positives', last?.truePositives ?? 0, positives),
      ...differ(path('points'), 'negatives', last?.falsePositives ?? 0, negatives),
      ...differ(path('histogram'), 'positives', total(histogram.positives), positives),
      ...differ(path('histogram'), 'negatives', total(histogram.negatives), negatives),
      ...differ(
        path('calibration'),
        'rows',
        total(calibration.map(({ rows }) => rows)),
        (positives ?? 0) + (negatives ?? 0),
      ),
    ];
  });
  return [...ofSweep, ...ofCurves];
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
