import { line, ruleX } from '@observablehq/plot';
import type { SweepPoint } from '@proofmark/documents';
import { formatExact } from '@proofmark/metrics';
import { ratesOf } from '../rates.ts';
import { drawFigure } from './figure.ts';

/** Precision, recall and F1 of the candidate at each threshold. */
export function drawThresholds(sweep: readonly SweepPoint[], threshold: number | undefined): string {
  const points = sweep
    .filter(({ side }) => side === 'candidate')
    .map((point) => ({ ...point, ...ratesOf(point) }));
  const best = points.toSorted((a, b) => (b.f1 ?? 0) - (a.f1 ?? 0))[0];
  const curve = (name: 'precision' | 'recall' | 'f1', stroke: string, strokeDasharray: string) =>
    line(
      points.filter((point) => point[name] !== undefined),
      { x: 'threshold', y: name, stroke, strokeWidth: 2, strokeDasharray },
    );
  return drawFigure({
    width: 840,
    height: 320,
    title: 'Candidate by threshold',
    description: `Precision, recall and F1 at the thresholds 0 to 1. F1 is highest at ${formatExact(best?.threshold ?? 0)}.`,
    legend: [
      { name: '━ precision', color: 'var(--candidate)' },
      { name: '╍ recall', color: 'var(--baseline)' },
      { name: '┅ F1', color: 'var(--muted)' },
    ],
    bottom: {
      domain: [0, 1],
      label: threshold === undefined ? 'threshold' : `threshold (in use: ${formatExact(threshold)})`,
      ticks: 10,
    },
    left: { domain: [0, 1], label: 'value at the threshold' },
    plot: {
      marks: [
        ...(threshold === undefined
          ? []
          : [ruleX([threshold], { stroke: 'var(--fail)', strokeDasharray: '5 3' })]),
        curve('precision', 'var(--candidate)', 'none'),
        curve('recall', 'var(--baseline)', '8 4'),
        curve('f1', 'var(--muted)', '2 3'),
      ],
    },
  });
}
