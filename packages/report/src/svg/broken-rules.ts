import type { Check } from '@proofmark/documents';
import { formatCount, formatPercent, formatPlural } from '@proofmark/metrics';
import { plain } from '../escape.ts';
import { shareOf } from './bins.ts';
import { textWidth } from './text-width.ts';

/**
 * "at least -60: 1,204 failing (under 0.1 %)": each broken rule of a column with its share. Rules that are too long for
 * `room` pixels stand in the table; here their numbers are enough.
 */
export function describeBroken(checks: readonly Check[], room: number): string {
  const full = checks.map((check) => `${plain(check.expected, 200)}: ${describeFailing(check)}`).join('; ');
  if (textWidth(full, { bold: true }) <= room) return full;
  const [most] = checks.toSorted((a, b) => b.failing - a.failing);
  const rules = checks.length === 1 ? 'a rule' : formatPlural(checks.length, 'rule');
  return most ? `${rules} broken: ${checks.length === 1 ? '' : 'up to '}${describeFailing(most)}` : '';
}

function describeFailing({ failing, checked }: Check): string {
  const share = checked > 1 ? ` (${formatPercent(shareOf(failing, checked))})` : '';
  return `${formatCount(failing)} failing${share}`;
}
