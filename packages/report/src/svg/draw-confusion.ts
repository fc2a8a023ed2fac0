import { axisX, axisY, cell, text } from '@observablehq/plot';
import type { Evaluation, Side } from '@proofmark/documents';
import { formatCount, formatPercent } from '@proofmark/metrics';
import { plain } from '../escape.ts';
import { shortLabel } from './bins.ts';
import { drawFigure } from './figure.ts';

const CLASS_LIMIT = 15;

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
  const names = classes.map((name) => shortLabel(plain(name, 14)));
  const isLarge = classes.length > 6;
  const axis = { label: null, tickSize: 0, tickFormat: (i: number) => names[i] ?? '' };
  return drawFigure({
    width: 420,
    height: 110 + Math.max(150, classes.length * 34),
    title: `Confusion matrix of the ${side}`,
    description: `Rows by label and prediction: ${words.slice(0, 30).join('; ')}.`,
    plot: {
      marginLeft: 110,
      marginTop: 58,
      x: { domain: [...numbers.values()], padding: 0.04 },
      y: { domain: [...numbers.values()], padding: 0.04 },
      marks: [
        axisX({ ...axis, anchor: 'bottom', ...(isLarge && { tickRotate: -40 }) }),
        axisY(axis),
        text(['prediction →'], { frameAnchor: 'top', dy: -12, fill: 'var(--muted)' }),
        text(['label ↓'], {
          frameAnchor: 'top-left',
          textAnchor: 'end',
          dx: -10,
          dy: -12,
          fill: 'var(--muted)',
        }),
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
