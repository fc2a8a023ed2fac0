import { axisY, cell, text } from '@observablehq/plot';
import type { Evaluation, Side } from '@proofmark/documents';
import { formatCount, formatPercent } from '@proofmark/metrics';
import { plain } from '../escape.ts';
import { drawFigure } from './figure.ts';
import { nameAxis } from './name-axis.ts';
import { fitLabel, widest } from './text-width.ts';

const CLASS_LIMIT = 15;
const [WIDTH, ROW] = [420, 34];
const MARGIN = { top: 44, right: 16 };
const NAMES = { least: 60, most: 110 };

/** Labels against predictions of the whole test set, shaded by the share of the label's rows. */
export function drawConfusion(evaluation: Evaluation, side: Side): string | undefined {
  const { classes, sums, task } = evaluation;
  const cells = sums[0]?.cells ?? [];
  if (task === 'multilabel' || cells.length === 0 || classes.length > CLASS_LIMIT) return undefined;
  // Two classes may look alike once they are cleaned: the plot tells them apart by number.
  const numbers = new Map(classes.map((name, i) => [name, i]));
  const rowsOf = (label: string) => countRows(cells.filter((one) => one.label === label));
  const squares = classes.flatMap((label) =>
    classes.map((predicted) => {
      const rows = countRows(cells.filter((one) => one.label === label && one[side] === predicted));
      const share = rowsOf(label) > 0 ? rows / rowsOf(label) : 0;
      return { label: numbers.get(label) ?? 0, predicted: numbers.get(predicted) ?? 0, rows, share };
    }),
  );
  const words = squares
    .filter(({ rows }) => rows > 0)
    .map(({ label, predicted, rows }) => `${classes[label]} as ${classes[predicted]}: ${formatCount(rows)}`);
  const names = classes.map((name) => fitLabel(plain(name, 200), NAMES.most - 14));
  const isLarge = classes.length > 6;
  const left = Math.ceil(Math.max(NAMES.least, widest(names) + 14));
  const slot = (WIDTH - left - MARGIN.right) / classes.length;
  const bottom = nameAxis(classes, { slot, left: left + slot / 2 });
  const aside = { lineAnchor: 'bottom', dy: -6, fill: 'var(--muted)' } as const;
  return drawFigure({
    width: WIDTH,
    height: MARGIN.top + Math.max(150, classes.length * ROW) + bottom.marginBottom,
    title: `Confusion matrix of the ${side}`,
    description: `Rows by label and prediction: ${words.slice(0, 30).join('; ')}.`,
    plot: {
      marginLeft: left,
      marginTop: MARGIN.top,
      marginRight: MARGIN.right,
      marginBottom: bottom.marginBottom,
      x: { domain: [...numbers.values()], padding: 0.04 },
      y: { domain: [...numbers.values()], padding: 0.04 },
      marks: [
        bottom.mark,
        axisY({ label: null, tickSize: 0, tickFormat: (i: number) => names[i] ?? '' }),
        text(['prediction →'], { ...aside, frameAnchor: 'top' }),
        text(['label ↓'], { ...aside, frameAnchor: 'top-left', textAnchor: 'end', dx: -10 }),
        cell(squares, {
          x: 'predicted',
          y: 'label',
          fill: 'var(--candidate-area)',
          fillOpacity: (square: { share: number }) => 0.08 + 0.92 * square.share,
          stroke: 'var(--grid)',
        }),
        text(squares, {
          x: 'predicted',
          y: 'label',
          text: (square: { rows: number; share: number }) =>
            isLarge
              ? formatPercent(square.share)
              : `${formatCount(square.rows)}\n${formatPercent(square.share)}`,
          fontSize: isLarge ? 9 : 12,
        }),
      ],
    },
  });
}

function countRows(cells: readonly { rows: number }[]): number {
  return cells.reduce((total, { rows }) => total + rows, 0);
}
