import type { Evaluation } from '@proofmark/documents';
import { formatCount, formatPercent, formatPlural } from '@proofmark/metrics';
import { cell, inline } from '../escape.ts';
import type { Section } from '../section.ts';
import { table } from '../table.ts';

/** Rows that one model gets right and the other wrong: the ids to look at, never what is in the rows. */
export function flipsSection({ flips, testSet }: Evaluation): Section | undefined {
  if (flips === undefined || flips.lost.rows + flips.won.rows === 0) return undefined;
  const row = (what: string, { rows, ids }: typeof flips.lost) => [
    what,
    `${formatCount(rows)}<br><sub>${formatPercent(rows / testSet.rows)}</sub>`,
    ids.length === 0 ? '–' : ids.map(cell).join(' '),
  ];
  return {
    title: `Flipped examples: ${formatCount(flips.lost.rows)} newly wrong, ${formatCount(flips.won.rows)} newly right`,
    body: [
      table(
        [{ title: 'Prediction' }, { title: 'Rows', align: 'right' }, { title: `Some of their ids` }],
        [row('▼\u00a0right → wrong', flips.lost), row('▲\u00a0wrong → right', flips.won)],
      ),
      `<sub>Of ${formatPlural(testSet.rows, 'row')}. Ids are of the column ${inline(flips.column)}, drawn by their digest (seed ${flips.seed}); personal data in them is masked, and nothing else of the rows is shown.</sub>`,
    ].join('\n\n'),
    open: false,
    charts: [],
  };
}
