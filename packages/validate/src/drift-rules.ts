import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { Rule, Test } from '@proofmark/contract';
import { type ColumnProfile, type Profile, readDocument } from '@proofmark/documents';
import type { Engine } from '@proofmark/engine';
import { columnKind, compareProfiles, profileLike } from '@proofmark/profile';
import type { ColumnSql } from './column-sql.ts';
import type { Outcome } from './outcome.ts';
import { TYPED_VIEW, viewTyped } from './view-typed.ts';
import { withheldColumn } from './withhold.ts';

/** A comparison with a stored profile: of a column, of all profiled columns, or of the number of rows. */
export type DriftRule = {
  rule: Rule;
  test: Extract<Test, { test: 'distribution' | 'row-count-change' }>;
  column: ColumnSql | undefined;
};

export type DriftRequest = {
  engine: Engine;
  /** Profiles are looked for below it, and nowhere else. */
  directory: string;
  /** The view of the files, as an SQL identifier. */
  data: string;
  rows: number;
  columns: readonly ColumnSql[];
  /** False where no value of the data may be shown: what moved most is named by a value. */
  showValues: boolean;
};

/** Compares the data with the profiles that the rules name; each profile is taken once. */
export async function judgeDrift(
  request: DriftRequest,
  rules: readonly DriftRule[],
): Promise<Map<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  for (const path of new Set(rules.map(({ test }) => test.profile))) {
    const mine = rules.filter(({ test }) => test.profile === path);
    const profile = await readProfile(path, request.directory);
    const current = 'reason' in profile ? [] : await profileNow(request, profile.columns, mine);
    for (const each of mine) {
      const outcome: Outcome =
        'reason' in profile
          ? { status: 'unsupported', reason: profile.reason }
          : judgeOne(each, request, profile, current);
      outcomes.set(each.rule.id, outcome);
    }
  }
  return outcomes;
}

/** A contract may come from a stranger: it names no file outside of the directory, nor by a link. */
async function readProfile(path: string, directory: string): Promise<Profile | { reason: string }> {
  const outside = { reason: `the profile ${path} lies outside of the repository` };
  const wanted = resolve(directory, path);
  if (isAbsolute(path) || !isBelow(directory, wanted)) return outside;
  const found = await realpath(wanted).catch(() => undefined);
  if (found === undefined)
    return { reason: `the profile ${path} was not found: there is nothing to compare with` };
  return isBelow(await realpath(directory), found) ? readDocument(found, 'profile', path) : outside;
}

function isBelow(directory: string, path: string): boolean {
  const near = relative(directory, path);
  return !isAbsolute(near) && near.split(sep)[0] !== '..';
}

async function profileNow(
  { engine, data, columns }: DriftRequest,
  reference: readonly ColumnProfile[],
  rules: readonly DriftRule[],
): Promise<ColumnProfile[]> {
  const asked = new Set(
    rules.flatMap(({ test, column }) => (test.test === 'distribution' ? [column?.column.name] : [])),
  );
  const profiled = new Map(reference.map((each) => [each.name, each]));
  const wanted = columns.filter(
    (each) =>
      each.source !== undefined &&
      profiled.has(each.column.name) &&
      (asked.has(undefined) || asked.has(each.column.name)),
  );
  const types = await viewTyped(engine, data, wanted);
  const usable = types.filter(({ name, type }) => {
    const kind = columnKind(type);
    return kind !== undefined && (kind === 'numeric' || profiled.get(name)?.kind === 'categorical');
  });
  const names = new Set(usable.map(({ name }) => name));
  return usable.length === 0
    ? []
    : profileLike(
        engine,
        TYPED_VIEW,
        usable,
        reference.filter(({ name }) => names.has(name)),
      );
}

function judgeOne(
  { test, column, rule }: DriftRule,
  { rows, columns, showValues }: DriftRequest,
  profile: Profile,
  current: readonly ColumnProfile[],
): Outcome {
  if (test.test === 'row-count-change') return judgeRowCount(test.max, rows, profile.rows);
  const named = new Set(current.map(({ name }) => name));
  const reference = profile.columns.filter(
    ({ name }) => named.has(name) && (column === undefined || column.column.name === name),
  );
  if (reference.length === 0) {
    return {
      status: 'unsupported',
      reason: `the profile ${test.profile} has no comparable column ${rule.column ?? ''}`.trim(),
    };
  }
  const checks = compareProfiles(reference, current, {
    distance: test.distance,
    threshold: test.max,
    overrides: {},
  }).filter(({ distance }) => distance === test.distance);
  if (checks.length === 0)
    return { status: 'not-applicable', reason: 'the column holds no value to compare' };
  const drifted = checks.filter(({ status }) => status === 'drifted');
  const worst = checks.reduce((most, next) => (next.value > most.value ? next : most));
  const of = columns.find((each) => each.column.name === worst.column);
  const withheld = of && withheldColumn(of, showValues);
  const moved = withheld === undefined ? worst.reason : `what moved is withheld (${withheld})`;
  return {
    status: 'counted',
    checked: checks.length,
    failing: drifted.length,
    holds: drifted.length === 0,
    received: `${worst.distance} ${round(worst.value)} of ${worst.column} (chance alone up to ${round(worst.noise)}): ${moved}`,
  };
}

function judgeRowCount(max: number, rows: number, before: number): Outcome {
  const change = before === 0 ? (rows === 0 ? 0 : Number.POSITIVE_INFINITY) : rows / before - 1;
  const kept = Math.abs(change) <= max;
  const shown = Number.isFinite(change) ? `, ${change < 0 ? '' : '+'}${round(100 * change)} %` : '';
  return {
    status: 'counted',
    checked: 1,
    failing: kept ? 0 : 1,
    holds: kept,
    received: `${rows} rows, ${before} in the profile${shown}`,
  };
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}
