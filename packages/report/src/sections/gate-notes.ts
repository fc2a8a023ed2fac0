import type { Verdict } from '@proofmark/documents';
import { formatCount, formatPercent, formatPlural, unitOf } from '@proofmark/metrics';
import { inline, prose } from '../escape.ts';
import { type GateGroup, isSkipped } from '../group-gates.ts';
import { describePower } from '../joint-power.ts';
import { foldSection } from '../section.ts';
import { statusMark } from '../words.ts';

const REASON_LIMIT = 6;
const WARNING_LIMIT = 10;

/** What the signs and ranges of the table mean. */
export function showLegend({ gates, power, budget }: Verdict): string {
  const levels = new Set(
    gates.flatMap(({ change, candidate }) => (change ?? candidate)?.interval?.level ?? []),
  );
  const range = [...levels].map(formatPercent).join(' or ');
  const directions = new Set(gates.map(({ direction }) => direction));
  const arrows = [
    directions.has('higher') ? '↑ higher is better' : '',
    directions.has('lower') ? '↓ lower is better' : '',
  ];
  const parts = [
    gates.some(({ change }) => change) ? 'Change is candidate − baseline on the same rows.' : '',
    range ? `Ranges are ${range} intervals; the worse end must meet the requirement.` : '',
    `${arrows.filter((arrow) => arrow !== '').join(', ')}.`,
    gates.some(({ metric }) => unitOf(metric) === 'proportion')
      ? '0.01 of a proportion is one percentage point.'
      : '',
    power ? describePower(power, inline) : '',
    budget ? `Look ${budget.look} of ${budget.steps} at this test set.` : '',
  ];
  return `<sub>${parts.filter((part) => part !== '').join(' ')}</sub>`;
}

/** Why each failure failed, for all to see; why a gate is open, folded, for the table has its numbers. */
export function showReasons(groups: readonly GateGroup[]): string {
  const [failed, open] = (['fail', 'inconclusive'] as const).map((status) =>
    groups.filter(({ shown }) => shown.status === status && !isSkipped(shown)),
  );
  const parts = [
    failed?.length ? listReasons(failed) : '',
    open?.length
      ? foldSection({
          title: `Why ${formatPlural(open.length, 'row')} of the table ${open.length === 1 ? 'is' : 'are'} inconclusive`,
          body: listReasons(open),
          open: false,
          charts: [],
        })
      : '',
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function listReasons(groups: readonly GateGroup[]): string {
  const lines = groups.slice(0, REASON_LIMIT).map(({ shown }) => {
    const slice = shown.slice.map(({ column, value }) => `${column}=${value}`).join(', ');
    const where = slice === '' ? '' : ` on ${inline(slice)}`;
    return `- ${statusMark[shown.status]} ${inline(shown.metric)}${where}: ${prose(shown.reason)}`;
  });
  if (groups.length > REASON_LIMIT)
    lines.push(`- ${formatCount(groups.length - REASON_LIMIT)} more in the table`);
  return lines.join('\n');
}

/** What the policy let go. */
export function showWarnings({ warnings: all }: Verdict): string {
  const lines = all.slice(0, WARNING_LIMIT).map((warning) => `- ⚠️ ${prose(warning)}`);
  if (all.length > WARNING_LIMIT)
    lines.push(`- ⚠️ ${formatCount(all.length - WARNING_LIMIT)} more in the verdict document`);
  return lines.join('\n');
}
