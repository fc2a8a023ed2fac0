import {
  countedUnit,
  type Evaluation,
  type GateResult,
  type SliceKey,
  type Status,
  showSlice,
  type Validation,
} from '@proofmark/documents';
import { formatPlural } from '@proofmark/metrics';

/** A shape and a word: nothing depends on seeing colours. */
export const statusMark: Readonly<Record<Status, string>> = { pass: '✅', fail: '❌', inconclusive: '⚖️' };
export const statusWord: Readonly<Record<Status, string>> = {
  pass: 'Pass',
  fail: 'Fail',
  inconclusive: 'Inconclusive',
};

export const validationMark: Readonly<Record<Validation['status'], string>> = {
  pass: '✅',
  warn: '⚠️',
  fail: '❌',
};

export type Direction = GateResult['direction'];

export const directionMark: Readonly<Record<Direction, string>> = { higher: '↑', lower: '↓' };

export type Reading = 'better' | 'worse' | 'unclear' | 'changed';

/** What an interval of a change says: better or worse only when it leaves zero out. */
export function readChange(
  change: { value: number; interval: { lower: number; upper: number } | null } | null,
  direction: Direction | undefined,
): Reading | undefined {
  if (!change?.interval) return undefined;
  const { lower, upper } = change.interval;
  if (lower <= 0 && upper >= 0) return 'unclear';
  if (direction === undefined) return 'changed';
  return lower > 0 === (direction === 'higher') ? 'better' : 'worse';
}

export const readingMark: Readonly<Record<Reading, string>> = {
  better: '▲ better',
  worse: '▼ worse',
  unclear: '≈ no clear change',
  changed: '◆ changed',
};

/** `ATL` of `origin=ATL` under a heading that names the column, else the whole key. */
export function sliceValue(slice: SliceKey): string {
  const [only] = slice;
  return slice.length === 1 && only ? only.value : showSlice(slice);
}

/** The headline may begin with the verdict, which already stands before it. */
export function withoutStatus(headline: string): string {
  return headline.replace(/^(Refused|Inconclusive): /, '');
}

/** "518,831 test rows", "40 test series" */
export function showTestSet({ task, testSet }: Pick<Evaluation, 'task' | 'testSet'>): string {
  const [one, many] = countedUnit(task);
  return formatPlural(testSet.rows, `test ${one}`, `test ${many}`);
}
