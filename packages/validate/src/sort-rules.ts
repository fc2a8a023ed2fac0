import type { Rule, Test } from '@proofmark/contract';
import type { Engine } from '@proofmark/engine';
import type { AttachedData } from './attach-data.ts';
import type { FileRule } from './check-files.ts';
import type { ColumnSql } from './column-sql.ts';
import { dialectOf } from './dialect.ts';
import type { DriftRule } from './drift-rules.ts';
import type { KeyRule } from './foreign-keys.ts';
import type { Outcome, RowRule, UniqueRule } from './outcome.ts';
import type { SqlRule } from './sql-rules.ts';
import { type ValueTest, violation } from './violation-sql.ts';

/** The rules of one table by the way they are counted, and what is known already without counting. */
export type Sorted = {
  settled: Map<string, Outcome>;
  rowRules: (RowRule & { test: ValueTest })[];
  uniqueRules: (UniqueRule & { test: Extract<Test, { test: 'unique' | 'count-duplicates' }> })[];
  sqlRules: SqlRule[];
  ageRules: { rule: Rule; test: Extract<Test, { test: 'newest' | 'oldest' }>; column: ColumnSql }[];
  totalRules: { rule: Rule; test: Extract<Test, { test: 'count-rows' }> }[];
  keyRules: KeyRule[];
  driftRules: DriftRule[];
  fileRules: FileRule[];
  /** Rules broken by a column as a whole, with how it is stored. */
  wholeColumn: { rule: Rule; column: ColumnSql; stored: string }[];
};

const SHOWN_FILES = 3;

/** What is known of the data before they are counted. */
type Known = Pick<AttachedData, 'present' | 'record' | 'absentFrom' | 'nullText' | 'storage'>;

const NO_RECORDS: Outcome = {
  status: 'unsupported',
  reason: 'it is about records of JSON, and these are rows of texts without types',
};

/** Sorts rules for counting. A rule about an absent column is not applicable: its presence is a rule of its own. */
export function sortRules(
  rules: readonly Rule[],
  data: Known,
  unusablePatterns: ReadonlyMap<string, string>,
): Sorted {
  const byName = new Map(data.present.map((column) => [column.column.name, column]));
  const sorted: Sorted = {
    settled: new Map(),
    rowRules: [],
    uniqueRules: [],
    sqlRules: [],
    ageRules: [],
    totalRules: [],
    keyRules: [],
    driftRules: [],
    fileRules: [],
    wholeColumn: [],
  };
  for (const rule of rules) {
    const outcome = sortRule(rule, byName, data, unusablePatterns, sorted);
    if (outcome) sorted.settled.set(rule.id, outcome);
  }
  return sorted;
}

function sortRule(
  rule: Rule,
  byName: ReadonlyMap<string, ColumnSql>,
  data: Known,
  unusablePatterns: ReadonlyMap<string, string>,
  sorted: Sorted,
): Outcome | undefined {
  if (rule.plan.status !== 'enforced') return rule.plan;
  const { test } = rule.plan;
  const column = byName.get(rule.column ?? '');
  switch (test.test) {
    case 'present':
      return presence(column, rule, byName, data);
    case 'count-rows':
      sorted.totalRules.push({ rule, test });
      return undefined;
    case 'sql':
      sorted.sqlRules.push({ rule, test });
      return undefined;
    case 'unique':
    case 'count-duplicates': {
      const columns = columnsNamed(test.columns, byName);
      if (!Array.isArray(columns)) return columns;
      const nullsFail = 'nullsFail' in test && test.nullsFail;
      sorted.uniqueRules.push({ rule, test, columns, nullsFail });
      return undefined;
    }
    case 'refers': {
      const columns = columnsNamed(test.columns, byName);
      if (!Array.isArray(columns)) return columns;
      sorted.keyRules.push({ rule, columns, to: test.to });
      return undefined;
    }
    case 'distribution':
      if (rule.column !== undefined && !column) return absentColumn(rule.column);
      sorted.driftRules.push({ rule, test, column });
      return undefined;
    case 'checksum':
      sorted.fileRules.push({ rule, test });
      return undefined;
    case 'row-count-change':
      sorted.driftRules.push({ rule, test, column: undefined });
      return undefined;
    case 'newest':
    case 'oldest':
      if (!column) return absentColumn(rule.column);
      if (column.valueFamily !== 'date' && column.valueFamily !== 'timestamp') {
        return { status: 'not-applicable', reason: `the column is stored as ${column.physicalType}` };
      }
      sorted.ageRules.push({ rule, test, column });
      return undefined;
    default: {
      const column = rule.column === undefined ? data.record : byName.get(rule.column);
      if (!column) return rule.column === undefined ? NO_RECORDS : absentColumn(rule.column);
      const refused = 're2' in test && test.re2 !== undefined ? unusablePatterns.get(test.re2) : undefined;
      if (refused !== undefined) return { status: 'unsupported', reason: refused };
      const found = violation(test, column, data.nullText);
      if ('sql' in found) sorted.rowRules.push({ rule, test, column, breaks: found.sql });
      else if ('wholeColumn' in found) sorted.wholeColumn.push({ rule, column, stored: found.wholeColumn });
      else return found;
      return undefined;
    }
  }
}

/**
 * A column must be in every file. A field inside of an object of JSON may be absent from each record: whether it must be there is said by `required`.
 */
function presence(
  column: ColumnSql | undefined,
  rule: Rule,
  byName: ReadonlyMap<string, ColumnSql>,
  { storage, absentFrom }: Known,
): Outcome {
  const lacking = absentFrom.get(rule.column ?? '') ?? [];
  if (lacking.length > 0) {
    const others = lacking.length > SHOWN_FILES ? ` and ${lacking.length - SHOWN_FILES} more` : '';
    const received = `absent from ${lacking.slice(0, SHOWN_FILES).join(', ')}${others}`;
    return { status: 'counted', checked: 1, failing: 1, received };
  }
  if (column) {
    const isOptional = column.within !== undefined && storage !== 'typed';
    return isOptional
      ? { status: 'not-applicable', reason: 'records of JSON may leave it out; `required` forbids that' }
      : { status: 'counted', checked: 1, failing: 0 };
  }
  return rule.outer !== undefined && !byName.has(rule.outer)
    ? absentColumn(rule.outer)
    : { status: 'counted', checked: 1, failing: 1, received: 'absent' };
}

function columnsNamed(
  names: readonly string[],
  byName: ReadonlyMap<string, ColumnSql>,
): ColumnSql[] | Outcome {
  const absent = names.find((name) => !byName.has(name));
  return absent === undefined ? names.flatMap((name) => byName.get(name) ?? []) : absentColumn(absent);
}

function absentColumn(name: string | undefined): Outcome {
  return { status: 'not-applicable', reason: `the column ${name ?? ''} is absent` };
}

/** Patterns that RE2 does not take after all (a repetition beyond 1000, say), with its words. */
export async function refusePatterns(engine: Engine, rules: readonly Rule[]): Promise<Map<string, string>> {
  const patterns = new Set<string>();
  for (const { plan } of rules) {
    if (plan.status === 'enforced' && 're2' in plan.test && plan.test.re2 !== undefined)
      patterns.add(plan.test.re2);
  }
  const { matches } = dialectOf(engine);
  const probe = (list: readonly string[]) =>
    engine.query(`SELECT ${list.map((re2, i) => `${matches("''", re2)} AS p${i}`).join(', ')}`);
  const all = [...patterns];
  const refused = new Map<string, string>();
  if (all.length === 0 || (await probe(all).catch(() => undefined))) return refused;
  for (const re2 of all) {
    await probe([re2]).catch((error: unknown) => {
      refused.set(re2, `the pattern cannot run: ${error instanceof Error ? error.message : String(error)}`);
    });
  }
  return refused;
}
