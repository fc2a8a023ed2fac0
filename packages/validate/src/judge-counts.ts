import { type AsOf, judgeAge, noteFuture } from './age.ts';
import type { ColumnSql } from './column-sql.ts';
import { repeatsKey } from './count-all-repeats.ts';
import type { Repeats } from './count-repeats.ts';
import type { Counts } from './count-rows.ts';
import { maskValue } from './mask.ts';
import { compareCount, holds } from './measure.ts';
import type { Outcome } from './outcome.ts';
import type { Sorted } from './sort-rules.ts';
import type { ValueTest } from './violation-sql.ts';
import { withheldColumn } from './withhold.ts';

/** The columns whose smallest or largest values are shown or dated. */
export function extremesOf({ ageRules, rowRules }: Sorted): { smallest: ColumnSql[]; largest: ColumnSql[] } {
  const ofRows = [...ageRules, ...rowRules].filter(({ column }) => column.source !== undefined);
  const columns = (...tests: string[]) => [
    ...new Set(ofRows.flatMap(({ test, column }) => (tests.includes(test.test) ? [column] : []))),
  ];
  return { smallest: columns('at-least', 'oldest'), largest: columns('at-most', 'newest') };
}

function isBound({ test }: { test: ValueTest }): boolean {
  return test.test === 'at-least' || test.test === 'at-most';
}

/** How far a bounded column reaches: the worst value is rarely among the first failing rows. */
function extremeOf(
  test: ValueTest,
  column: ColumnSql,
  counts: Counts,
  showValues: boolean,
): { received?: string } {
  const { smallest, largest } = counts;
  const extreme = (test.test === 'at-least' ? smallest : largest).get(column.raw);
  if (!isBound({ test }) || extreme == null || withheldColumn(column, showValues) !== undefined) return {};
  const shown = maskValue(String(extreme), false).value;
  return { received: `the ${test.test === 'at-least' ? 'smallest' : 'largest'} is ${shown}` };
}

/** Turns counts into outcomes. */
export function judgeCounts(
  sorted: Sorted,
  counts: Counts,
  repeats: ReadonlyMap<string, Repeats>,
  asOf: AsOf,
  showValues: boolean,
): Map<string, Outcome> {
  const outcomes = new Map<string, Outcome>();
  const { rows } = counts;
  for (const { rule, test, column } of sorted.rowRules) {
    const failing = counts.breaking.get(rule.id) ?? 0;
    const isTop = column.column.path.length === 1;
    const checked = test.test === 'not-null' && isTop ? rows : (counts.present.get(column.row) ?? 0);
    outcomes.set(
      rule.id,
      'comparison' in test
        ? compareCount(failing, rows, test)
        : { status: 'counted', checked, failing, ...extremeOf(test, column, counts, showValues) },
    );
  }
  for (const { rule, column, stored } of sorted.wholeColumn) {
    const checked = counts.present.get(column.raw) ?? 0;
    // JSON without one value has no type yet; a typed file says its type even where all is null.
    const holds = checked === 0 && !column.isTyped;
    outcomes.set(rule.id, { status: 'counted', checked, failing: checked, holds, received: stored });
  }
  for (const { rule, test, columns, nullsFail } of sorted.uniqueRules) {
    const { groups, members, extra } = repeats.get(repeatsKey(columns)) ?? {
      groups: 0,
      members: 0,
      extra: 0,
    };
    const withNull = counts.withNull.get(rule.id) ?? 0;
    const detail = `${extra} rows repeat an earlier one: ${groups} values occur in ${members} rows`;
    if (test.test === 'count-duplicates') {
      outcomes.set(rule.id, compareCount(extra, rows, test, extra ? ` (${detail})` : ''));
      continue;
    }
    const nulls = nullsFail ? withNull : 0;
    const received = [extra ? detail : '', nulls ? `${nulls} rows have a null` : ''].filter(
      (part) => part !== '',
    );
    outcomes.set(rule.id, {
      status: 'counted',
      checked: nullsFail ? rows : rows - withNull,
      failing: extra + nulls,
      ...(received.length ? { received: received.join('; ') } : {}),
    });
  }
  for (const { rule, test } of sorted.totalRules) {
    const kept = holds(test.comparison, rows);
    const failing = kept ? 0 : 1;
    outcomes.set(rule.id, { status: 'counted', checked: 1, failing, holds: kept, received: `${rows} rows` });
  }
  for (const { rule, test, column } of sorted.ageRules) {
    const { smallest, largest } = counts;
    const extreme = (test.test === 'newest' ? largest : smallest).get(column.raw) ?? null;
    outcomes.set(rule.id, judgeAge(rule, extreme, test.span, asOf, withheldColumn(column, showValues)));
  }
  return outcomes;
}

/** Remarks on dates yet to come, each column once. */
export function notesOfFuture(
  { ageRules }: Sorted,
  { largest }: Counts,
  asOf: AsOf,
  showValues: boolean,
): string[] {
  const notes = ageRules
    .filter(({ test }) => test.test === 'newest')
    .flatMap(({ column }) => {
      const newest = largest.get(column.raw) ?? null;
      return noteFuture(column.column.name, newest, asOf, withheldColumn(column, showValues)) ?? [];
    });
  return [...new Set(notes)];
}
