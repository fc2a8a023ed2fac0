import type { Column, Comparison, Constraint, Unit } from '../model.ts';
import { planDemand } from '../plan.ts';
import { demandsOf, error, type Finding, warning } from './finding.ts';

/** Rules that every table keeps, or none. */
export function lintQuality(constraints: readonly Constraint[]): Finding[] {
  const counted = demandsOf(
    constraints,
    'null-values',
    'missing-values',
    'invalid-values',
    'duplicate-values',
    'row-count',
  ).flatMap(({ constraint, demand }) =>
    lintComparison(constraint, demand.comparison, 'unit' in demand ? demand.unit : 'rows'),
  );
  const patterns = demandsOf(constraints, 'pattern', 'invalid-values').flatMap(({ constraint, demand }) => {
    const plan = planDemand(demand, undefined);
    return plan.status === 'unsupported' ? [warning(constraint, `it is not enforced: ${plan.reason}`)] : [];
  });
  return [...counted, ...patterns, ...repeatedNames(constraints)];
}

function lintComparison(constraint: Constraint, comparison: Comparison, unit: Unit): Finding[] {
  const most = unit === 'percent' ? 100 : Number.POSITIVE_INFINITY;
  if (unit === 'rows' && 'value' in comparison && !Number.isInteger(comparison.value)) {
    if (comparison.operator === '=')
      return [error(constraint, 'nothing keeps it: a count is a whole number')];
    if (comparison.operator === '!=')
      return [warning(constraint, 'everything keeps it: a count is a whole number')];
  }
  const isBetweenCounts =
    unit === 'rows' &&
    comparison.operator === 'between' &&
    Math.ceil(comparison.low) > Math.floor(comparison.high);
  if (isBetweenCounts) return [error(constraint, 'nothing keeps it: a count is a whole number')];
  const [never, always] = extremes(comparison, most);
  const range = unit === 'percent' ? 'a percentage is 0 to 100' : 'a count is at least 0';
  if (never) return [error(constraint, `nothing keeps it: ${range}`)];
  return always ? [warning(constraint, `everything keeps it: ${range}`)] : [];
}

/** What is said of the rows of the table where it speaks about one column. */
export function lintPlaces({ constraints }: Column): Finding[] {
  return demandsOf(constraints, 'row-count').map(({ constraint }) =>
    warning(constraint, 'it counts the rows of the table: expected under the table, not under a property'),
  );
}

/** Whether no number from 0 to `most` fulfils a comparison, and whether each does. */
function extremes(comparison: Comparison, most: number): [boolean, boolean] {
  switch (comparison.operator) {
    case '=':
      return [comparison.value < 0 || comparison.value > most, false];
    case '!=':
      return [false, comparison.value < 0 || comparison.value > most];
    case '<':
      return [comparison.value <= 0, comparison.value > most];
    case '<=':
      return [comparison.value < 0, comparison.value >= most];
    case '>':
      return [comparison.value >= most, comparison.value < 0];
    case '>=':
      return [comparison.value > most, comparison.value <= 0];
    case 'between':
      return [comparison.high < 0 || comparison.low > most, comparison.low <= 0 && comparison.high >= most];
    case 'not between':
      return [comparison.low <= 0 && comparison.high >= most, comparison.high < 0 || comparison.low > most];
  }
}

/** Rules of one name are told apart by a number only, which moves when one is added. */
function repeatedNames(constraints: readonly Constraint[]): Finding[] {
  const seen = new Set<string>();
  return constraints.flatMap((constraint) => {
    const isQuality = /-values$|^(?:row-count|sql|custom|text|distribution)/.test(constraint.demand.kind);
    if (!isQuality) return [];
    if (!seen.has(constraint.name)) {
      seen.add(constraint.name);
      return [];
    }
    return [
      warning(constraint, `another rule here is called ${constraint.name}: give each an id of its own`),
    ];
  });
}
