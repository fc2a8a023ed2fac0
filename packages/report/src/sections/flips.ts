import type { Evaluation, Flips } from '@proofmark/documents';
import { formatCount, formatPercent, formatPlural } from '@proofmark/metrics';
import { mcnemarMidP } from '@proofmark/stats';
import { cell, inline } from '../escape.ts';
import type { Section } from '../section.ts';
import { table } from '../table.ts';

/** Rows that one model gets right and the other wrong: the ids to look at, never what is in the rows. */
export function flipsSection({ flips, testSet, cluster, weight }: Evaluation): Section | undefined {
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
      `<sub>Of ${formatPlural(testSet.rows, 'row')}.${describeChance(flips, cluster ?? weight)} Ids are of the column ${inline(flips.column)}, drawn by their digest (seed ${flips.seed}); personal data in them is masked, and nothing else of the rows is shown.</sub>`,
    ].join('\n\n'),
    open: false,
    charts: [],
  };
}

/** The test takes rows for independent and alike: of clusters or weights it would say too much. */
function describeChance({ lost, won }: Flips, unequal: string | undefined): string {
  if (unequal !== undefined) return '';
  // Never certain, even where the number has no digits left.
  const chance = formatPercent(Math.max(mcnemarMidP(lost.rows, won.rows), Number.MIN_VALUE));
  return ` Two models that are right equally often would flip so unevenly or more in ${chance} of cases (McNemar’s test, mid-p).`;
}
