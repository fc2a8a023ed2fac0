import type { Column } from '../model.ts';
import { planDemand } from '../plan.ts';
import { FORMAT_LENGTHS } from '../text-format.ts';
import { compareValues } from './compare.ts';
import { demandsOf, error, type Finding, warning } from './finding.ts';
import { lintSteps } from './lint-steps.ts';
import { patternLengths } from './pattern-length.ts';

/** Bounds that leave no value, or that another one makes pointless. */
export function lintBounds(column: Column): Finding[] {
  return [
    ...lintRange(column),
    ...lintUnread(column),
    ...lintLengths(column),
    ...lintCounts(column),
    ...lintIntegers(column),
    ...lintSteps(column),
  ];
}

function lintRange(column: Column): Finding[] {
  const { constraints } = column;
  const lows = demandsOf(constraints, 'minimum');
  const highs = demandsOf(constraints, 'maximum');
  const findings: Finding[] = [];
  for (const low of lows) {
    for (const high of highs) {
      const order = compareValues(low.demand.bound, high.demand.bound, column);
      const isOpen = low.demand.exclusive || high.demand.exclusive;
      if (order === undefined || order < 0 || (order === 0 && !isOpen)) continue;
      const words = `${low.constraint.name} ${low.demand.bound} and ${high.constraint.name} ${high.demand.bound}`;
      findings.push(error(high.constraint, `no value keeps both ${words}`));
    }
  }
  for (const side of [lows, highs]) {
    const [first, second] = side;
    if (first && second) {
      findings.push(
        warning(second.constraint, `${first.constraint.name} bounds the same side: keep one of them`),
      );
    }
  }
  return findings;
}

function lintLengths({ constraints, type }: Column): Finding[] {
  const [low] = demandsOf(constraints, 'min-length');
  const [high] = demandsOf(constraints, 'max-length');
  const findings: Finding[] = [];
  if (low && high && low.demand.length > high.demand.length) {
    findings.push(
      error(
        high.constraint,
        `no text is at least ${low.demand.length} and at most ${high.demand.length} characters long`,
      ),
    );
  }
  const shapes = [
    ...demandsOf(constraints, 'pattern').map(({ constraint, demand }) => ({
      constraint,
      noun: 'the pattern',
      lengths: patternLengths(demand.pattern),
    })),
    ...demandsOf(constraints, 'format').map(({ constraint, demand }) => ({
      constraint,
      noun: `the format ${demand.format}`,
      lengths: type === 'string' ? FORMAT_LENGTHS[demand.format.toLowerCase()] : undefined,
    })),
  ];
  for (const { constraint, noun, lengths } of shapes) {
    if (!lengths) continue;
    const least = low?.demand.length ?? 0;
    const most = high?.demand.length ?? Number.POSITIVE_INFINITY;
    if (lengths.least > most || lengths.most < least) {
      const to = lengths.most === Number.POSITIVE_INFINITY ? ' or more' : ` to ${lengths.most}`;
      const shown = `${lengths.least}${lengths.least === lengths.most ? '' : to}`;
      findings.push(
        error(constraint, `${noun} matches texts of ${shown} characters, which the length bounds forbid`),
      );
    }
  }
  return findings;
}

/** Bounds that are no value of the column's type, such as 30 February. */
function lintUnread(column: Column): Finding[] {
  return demandsOf(column.constraints, 'minimum', 'maximum').flatMap(({ constraint, demand }) => {
    const plan = planDemand(demand, column);
    return plan.status === 'unsupported' ? [warning(constraint, `it is not enforced: ${plan.reason}`)] : [];
  });
}

/** Numbers of items or properties. */
function lintCounts({ constraints }: Column): Finding[] {
  const limits = [
    ...demandsOf(constraints, 'items').map(({ constraint, demand }) => ({ constraint, limit: demand.items })),
    ...demandsOf(constraints, 'properties').map(({ constraint, demand }) => ({
      constraint,
      limit: demand.properties,
    })),
  ];
  const low = limits.flatMap(({ limit }) => ('atLeast' in limit ? [limit.atLeast] : []));
  return limits.flatMap(({ constraint, limit }) => {
    if (!('atMost' in limit)) {
      const tooMany =
        'names' in limit
          ? limits.find(({ limit: other }) => 'atMost' in other && other.atMost < limit.names.length)
          : undefined;
      return tooMany
        ? [error(constraint, `it requires more properties than ${tooMany.constraint.name} allows`)]
        : [];
    }
    return low.some((count) => count > limit.atMost)
      ? [error(constraint, `no value has at least ${Math.max(...low)} and at most ${limit.atMost}`)]
      : [];
  });
}

/** Bounds of integers outside of what their format holds, or with a fraction. */
function lintIntegers(column: Column): Finding[] {
  if (column.type !== 'integer') return [];
  const [range] = demandsOf(column.constraints, 'integer-range');
  const bits = BigInt(range?.demand.format.slice(1) ?? 0);
  const isSigned = range?.demand.format.startsWith('i');
  const least = isSigned ? -(2n ** (bits - 1n)) : 0n;
  const most = isSigned ? 2n ** (bits - 1n) - 1n : 2n ** bits - 1n;
  return demandsOf(column.constraints, 'minimum', 'maximum').flatMap(({ constraint, demand }) => {
    if (demand.bound.includes('.'))
      return [warning(constraint, `${demand.bound} bounds integers: expected a whole number`)];
    if (!range) return [];
    const bound = BigInt(demand.bound);
    const isNever = demand.kind === 'minimum' ? bound > most : bound < least;
    const isAlways = demand.kind === 'minimum' ? bound < least : bound > most;
    const { format } = range.demand;
    if (isNever) return [error(constraint, `no ${format} keeps it: the format holds ${least} to ${most}`)];
    return isAlways
      ? [warning(constraint, `every ${format} keeps it: the format holds ${least} to ${most}`)]
      : [];
  });
}
