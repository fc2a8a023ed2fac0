import { axisY, cell, text } from '@observablehq/plot';
import type { LabelCounts, Side } from '@proofmark/documents';
import { formatCount, formatPercent } from '@proofmark/metrics';
import { plain } from '../escape.ts';
import { drawFigure } from './figure.ts';
import { nameAxis } from './name-axis.ts';
import { fitLabel, widest } from './text-width.ts';

const LABEL_LIMIT = 25;
const [WIDTH, ROW] = [420, 34];
const MARGIN = { top: 28, right: 16 };
const NAMES = { least: 40, most: 110 };

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
  const names = labels.map(({ label }) => fitLabel(plain(label, 200), NAMES.most - 14));
  const left = Math.ceil(Math.max(NAMES.least, widest(names) + 14));
  const slot = (WIDTH - left - MARGIN.right) / OUTCOMES.length;
  const bottom = nameAxis(OUTCOMES, { slot, left: left + slot / 2 });
  return drawFigure({
    width: WIDTH,
    height: MARGIN.top + Math.max(ROW * 2, labels.length * ROW) + bottom.marginBottom,
    title: `Labels of the ${side}`,
    description: `Rows by label: ${labels
      .slice(0, 20)
      .map(
        (one, i) =>
          `${names[i]}: ${formatCount(one.truePositives)} hit, ${formatCount(one.falseNegatives)} missed, ${formatCount(one.falsePositives)} false alarms`,
      )
      .join('; ')}.`,
    plot: {
      marginLeft: left,
      marginTop: MARGIN.top,
      marginRight: MARGIN.right,
      marginBottom: bottom.marginBottom,
      x: { domain: OUTCOMES.map((_, i) => i), padding: 0.04 },
      y: { domain: labels.map((_, i) => i), padding: 0.06 },
      marks: [
        bottom.mark,
        axisY({ label: null, tickSize: 0, tickFormat: (i: number) => names[i] ?? '' }),
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
