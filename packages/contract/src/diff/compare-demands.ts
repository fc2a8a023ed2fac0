import { isDeepStrictEqual } from 'node:util';
import type { Comparison, Demand, Limit, Literal, TimeSpan } from '../model.ts';
import { compareBounds, isMultiple } from './decimal.ts';

/** What a constraint allows now, compared with before. `changed`: neither contains the other, or nobody can tell. */
export type Direction = 'same' | 'tightened' | 'loosened' | 'changed';

/** Compares two demands of the same kind. */
export function compareDemands(before: Demand, after: Demand): Direction {
  if (isDeepStrictEqual(before, after)) return 'same';
  if ('unenforced' in before || 'unenforced' in after || before.kind !== after.kind) return 'changed';
  switch (before.kind) {
    case 'min-length':
    case 'max-length':
      return after.kind === before.kind
        ? byOrder(after.length - before.length, before.kind === 'min-length')
        : 'changed';
    case 'minimum':
    case 'maximum':
      return after.kind === before.kind ? compareEnds(before, after) : 'changed';
    case 'integer-range':
      return 'format' in after ? compareFormats(before.format, after.format) : 'changed';
    case 'multiple-of':
      if (after.kind !== 'multiple-of') return 'changed';
      if (compareBounds(before.divisor, after.divisor) === 0) return 'same';
      if (isMultiple(after.divisor, before.divisor)) return 'tightened';
      return isMultiple(before.divisor, after.divisor) ? 'loosened' : 'changed';
    case 'enum':
      return after.kind === 'enum' ? compareSets(textsOf(before.values), textsOf(after.values)) : 'changed';
    case 'null-values':
    case 'missing-values':
    case 'invalid-values':
    case 'duplicate-values':
    case 'row-count':
    case 'sql':
      return 'comparison' in after && isSameBut(before, after, 'comparison')
        ? compareComparisons(before.comparison, after.comparison)
        : 'changed';
    case 'freshness':
    case 'retention':
      return 'span' in after ? compareSpans(before.span, after.span) : 'changed';
    case 'items':
      return after.kind === 'items' ? compareLimits(before.items, after.items) : 'changed';
    case 'properties': {
      if (after.kind !== 'properties') return 'changed';
      const [old, now] = [before.properties, after.properties];
      if (!('names' in old) || !('names' in now)) return compareLimits(old, now);
      return opposite(compareSets(old.names, now.names));
    }
    case 'distribution':
    case 'row-count-change':
      return 'max' in after && isSameBut(before, after, 'max')
        ? byOrder(after.max - before.max, false)
        : 'changed';
    default:
      return 'changed';
  }
}

function isSameBut(before: object, after: object, key: string): boolean {
  return isDeepStrictEqual({ ...before, [key]: 0 }, { ...after, [key]: 0 });
}

/** @param growthTightens more is stricter: of a lower limit */
function byOrder(growth: number, growthTightens: boolean): Direction {
  if (growth === 0) return 'same';
  return growth > 0 === growthTightens ? 'tightened' : 'loosened';
}

function opposite(direction: Direction): Direction {
  if (direction === 'tightened') return 'loosened';
  return direction === 'loosened' ? 'tightened' : direction;
}

type End = { kind: 'minimum' | 'maximum'; bound: string; exclusive: boolean };

function compareEnds(before: End, after: End): Direction {
  const order = compareBounds(after.bound, before.bound);
  if (order === undefined) return 'changed';
  if (order !== 0) return byOrder(order, before.kind === 'minimum');
  return byOrder(Number(after.exclusive) - Number(before.exclusive), true);
}

/** Fewer allowed values are stricter. */
function compareSets(before: readonly string[], after: readonly string[]): Direction {
  const [old, now] = [new Set(before), new Set(after)];
  const grows = after.some((value) => !old.has(value));
  const shrinks = before.some((value) => !now.has(value));
  if (grows && shrinks) return 'changed';
  return grows ? 'loosened' : shrinks ? 'tightened' : 'same';
}

function textsOf(values: readonly Literal[]): string[] {
  return values.map((value) =>
    JSON.stringify(value.type === 'null' ? [value.type] : [value.type, value.value]),
  );
}

/** `i32`, `u8`: signed and unsigned integers of so many bits. */
function compareFormats(before: string, after: string): Direction {
  const range = (format: string): [bigint, bigint] => {
    const bits = BigInt(format.slice(1));
    return format.startsWith('u') ? [0n, 2n ** bits] : [-(2n ** (bits - 1n)), 2n ** (bits - 1n)];
  };
  return compareRanges(range(before), range(after));
}

function compareRanges<N extends bigint | number>(before: [N, N], after: [N, N]): Direction {
  const isInside = ([a, b]: [N, N], [low, high]: [N, N]) => a >= low && b <= high;
  if (isInside(after, before)) return isInside(before, after) ? 'same' : 'tightened';
  return isInside(before, after) ? 'loosened' : 'changed';
}

/** The numbers that fulfil a comparison, where they are one range; an open end lies an infinitesimal further in. */
function rangeOf(comparison: Comparison): [number, number][] | undefined {
  if ('low' in comparison) {
    return comparison.operator === 'between'
      ? [
          [comparison.low, comparison.high],
          [0, 0],
        ]
      : undefined;
  }
  const { operator, value } = comparison;
  switch (operator) {
    case '=':
      return [
        [value, value],
        [0, 0],
      ];
    case '>=':
      return [
        [value, Number.POSITIVE_INFINITY],
        [0, 0],
      ];
    case '>':
      return [
        [value, Number.POSITIVE_INFINITY],
        [1, 0],
      ];
    case '<=':
      return [
        [Number.NEGATIVE_INFINITY, value],
        [0, 0],
      ];
    case '<':
      return [
        [Number.NEGATIVE_INFINITY, value],
        [0, 1],
      ];
    case '!=':
      return undefined;
  }
}

function compareComparisons(before: Comparison, after: Comparison): Direction {
  const [old, oldOpen] = rangeOf(before) ?? [];
  const [now, nowOpen] = rangeOf(after) ?? [];
  if (!old || !oldOpen || !now || !nowOpen) return 'changed';
  const isInside = (
    a: [number, number],
    aOpen: [number, number],
    b: [number, number],
    bOpen: [number, number],
  ) =>
    (a[0] > b[0] || (a[0] === b[0] && aOpen[0] >= bOpen[0])) &&
    (a[1] < b[1] || (a[1] === b[1] && aOpen[1] >= bOpen[1]));
  const tightens = isInside(now, nowOpen, old, oldOpen);
  const loosens = isInside(old, oldOpen, now, nowOpen);
  if (tightens && loosens) return 'same';
  return tightens ? 'tightened' : loosens ? 'loosened' : 'changed';
}

const SECONDS = { second: 1, minute: 60, hour: 3600, day: 86_400, week: 604_800 } as const;

/** Months have no fixed number of days: they are compared with months and years only. */
function compareSpans(before: TimeSpan, after: TimeSpan): Direction {
  const length = ({ amount, unit }: TimeSpan): [string, number] =>
    unit === 'month' || unit === 'year'
      ? ['months', amount * (unit === 'year' ? 12 : 1)]
      : ['seconds', amount * SECONDS[unit]];
  const [oldScale, old] = length(before);
  const [nowScale, now] = length(after);
  return oldScale === nowScale ? byOrder(now - old, false) : 'changed';
}

function compareLimits(before: Limit | object, after: Limit | object): Direction {
  if ('atLeast' in before && 'atLeast' in after) return byOrder(after.atLeast - before.atLeast, true);
  if ('atMost' in before && 'atMost' in after) return byOrder(after.atMost - before.atMost, false);
  return 'changed';
}
