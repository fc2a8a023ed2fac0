import { axisX, axisY, cell, text } from '@observablehq/plot';
import type { LabelCounts, Side } from '@proofmark/documents';
import { formatCount, formatPercent } from '@proofmark/metrics';
import { plain } from '../escape.ts';
import { shortLabel } from './bins.ts';
import { drawFigure } from './figure.ts';

const LABEL_LIMIT = 25;
const ROW = 34;

/** What can become of a label of a row; shares are of the rows that have it, or of those that have it not. */
const OUTCOMES = ['hit', 'missed', 'false alarm', 'rightly none'] as const;

/** Several labels a row: the confusion matrix of each label as a row, the largest labels first. */
export function drawLabels(counts: readonly LabelCounts[], side: Side): string | undefined {
  const labels = counts
    .filter((one) => one.side === side)
    .toSorted((a, b) => positivesOf(b) - positivesOf(a))
    .slice(0, LABEL_LIMIT);
  if (labels.length === 0) return undefined;
  const squares = labels.flatMap((one, at) => {
    const rows = [one.truePositives, one.falseNegatives, one.falsePositives, one.trueNegatives];
    const [positives, negatives] = [positivesOf(one), one.falsePositives + one.trueNegatives];
    return rows.map((count, outcome) => {
      const whole = outcome < 2 ? positives : negatives;
      return { at, outcome, count, share: whole > 0 ? count / whole : 0, isRight: outcome % 3 === 0 };
    });
  });
  const names = labels.map(({ label }) => shortLabel(plain(label, 14)));
  const axis = { label: null, tickSize: 0 };
  return drawFigure({
    width: 420,
    height: 110 + Math.max(120, labels.length * ROW),
    title: `Labels of the ${side}`,
    description: `Rows by label: ${labels
      .slice(0, 20)
      .map(
        (one, i) =>
          `${names[i]}: ${formatCount(one.truePositives)} hit, ${formatCount(one.falseNegatives)} missed, ${formatCount(one.falsePositives)} false alarms`,
      )
      .join('; ')}.`,
    plot: {
      marginLeft: 110,
      marginTop: 58,
      x: { domain: OUTCOMES.map((_, i) => i), padding: 0.04 },
      y: { domain: labels.map((_, i) => i), padding: 0.06 },
      marks: [
        axisX({ ...axis, anchor: 'bottom', tickFormat: (i: number) => OUTCOMES[i] ?? '' }),
        axisY({ ...axis, tickFormat: (i: number) => names[i] ?? '' }),
        cell(squares, {
          x: 'outcome',
          y: 'at',
          fill: ({ isRight }: { isRight: boolean }) =>
            isRight ? 'var(--candidate-area)' : 'var(--baseline-area)',
          fillOpacity: ({ share }: { share: number }) => 0.08 + 0.92 * share,
          stroke: 'var(--grid)',
        }),
        text(squares, {
          x: 'outcome',
          y: 'at',
          text: ({ count, share }: { count: number; share: number }) =>
            `${formatCount(count)}\n${formatPercent(share)}`,
          fontSize: 11,
        }),
      ],
      color: { type: 'identity' },
    },
  });
}

function positivesOf({ truePositives, falseNegatives }: LabelCounts): number {
  return truePositives + falseNegatives;
}
