import type { RuleKind } from '@proofmark/documents';
import { type Declarations, environmentsOf } from './declarations.ts';
import { reasonOfImport } from './import/draft.ts';
import type { Comparison, Demand, Literal, Unit } from './model.ts';
import type { Scalar } from './odcs/parts.ts';
import { type Metric, metricOf, OPERATORS, type Operator, type Quality } from './odcs/quality.ts';
import { ownDemand } from './own-rules.ts';

type Place = {
  /** The column the rule stands under; undefined under a schema object. */
  column: string | undefined;
  /** Turns the name of a property into that of its column. */
  named: (property: string) => string;
};

const SYMBOLS: Record<
  Exclude<Operator, 'mustBeBetween' | 'mustNotBeBetween'>,
  '=' | '!=' | '>' | '>=' | '<' | '<='
> = {
  mustBe: '=',
  mustNotBe: '!=',
  mustBeGreaterThan: '>',
  mustBeGreaterOrEqualTo: '>=',
  mustBeLessThan: '<',
  mustBeLessOrEqualTo: '<=',
};

const BEYOND = 'numbers beyond 2^53 are not exact in a comparison of what was measured';

function isExact(value: number): boolean {
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER;
}

/** The operator of a rule, or why it cannot be used. In v3.0 a rule without operator means "none". */
function comparisonOf(quality: Quality): Comparison | string {
  const given = OPERATORS.filter((operator) => quality[operator] !== undefined);
  const [operator] = given;
  if (operator === undefined) return { operator: '=', value: 0 };
  if (given.length > 1) return `expected one operator, received ${given.join(' and ')}`;
  if (operator === 'mustBeBetween' || operator === 'mustNotBeBetween') {
    const [a, b] = quality[operator] ?? [0, 0];
    if (!isExact(a) || !isExact(b)) return `${operator}: ${BEYOND}`;
    return {
      operator: operator === 'mustBeBetween' ? 'between' : 'not between',
      low: Math.min(a, b),
      high: Math.max(a, b),
    };
  }
  const received = quality[operator];
  const value = typeof received === 'string' && received.trim() !== '' ? Number(received) : received;
  if (typeof value !== 'number' || !Number.isFinite(value)) return `${operator} is not a number`;
  if (!isExact(value)) return `${operator}: ${BEYOND}`;
  return { operator: SYMBOLS[operator], value };
}

const KINDS = {
  nullValues: 'null-values',
  missingValues: 'missing-values',
  invalidValues: 'invalid-values',
  duplicateValues: 'duplicate-values',
  rowCount: 'row-count',
} as const;

/** Declares one quality rule: library metrics and SQL are enforced, the rest is reported with the reason. */
export function buildQuality(
  declare: Declarations,
  quality: Quality,
  at: readonly PropertyKey[],
  place: Place,
): void {
  const { severity, description } = quality;
  const metric = metricOf(quality);
  const name = quality.id ?? quality.name ?? `${metric ?? quality.type ?? 'quality'}[${String(at.at(-1))}]`;
  const literals: Literals = (field, list) =>
    Array.isArray(list)
      ? list.map((value, i) => declare.literal([...at, 'arguments', field, i], value as Scalar))
      : undefined;
  const environments = environmentsOf(quality.customProperties);
  const demand = demandOf(quality, metric, place, literals);
  // SQL says nothing to a reader: the name of the rule is next best to its description.
  const title = description ?? (demand.kind === 'sql' ? quality.name : undefined);
  declare.add(name, demand, at, { severity, description: title, name, environments });
}

type Literals = (field: string, list: unknown) => Literal[] | undefined;

function unsupported(kind: RuleKind, reason: string): Demand {
  return { kind, unenforced: 'unsupported', reason };
}

function demandOf(quality: Quality, metric: Metric | undefined, place: Place, literals: Literals): Demand {
  const comparison = comparisonOf(quality);
  switch (quality.type ?? 'library') {
    case 'text':
      return unsupported('text', 'a text is for people; write a library or sql rule to have it checked');
    case 'custom':
      return quality.engine?.toLowerCase() === 'proofmark'
        ? ownDemand(quality.implementation)
        : unsupported(
            'custom',
            reasonOfImport(quality) ?? `rules of the engine ${quality.engine} are not run`,
          );
    case 'sql':
      if (quality.engine !== undefined && quality.engine.toLowerCase() !== 'duckdb') {
        return unsupported('sql', `SQL for the engine ${quality.engine} is not run`);
      }
      return typeof comparison === 'string'
        ? unsupported('sql', comparison)
        : { kind: 'sql', query: quality.query ?? '', comparison };
    case 'library':
      if (!metric) {
        const named = quality.rule
          ? `the library rule ${quality.rule} is unknown`
          : 'it names no metric to measure';
        return unsupported('custom', named);
      }
      return typeof comparison === 'string'
        ? unsupported(KINDS[metric], comparison)
        : metricDemand(quality, metric, comparison, place, literals);
  }
}

function metricDemand(
  quality: Quality,
  metric: Metric,
  comparison: Comparison,
  { column, named }: Place,
  literals: Literals,
): Demand {
  const kind = KINDS[metric];
  const unit = unitOf(quality.unit);
  if (!unit) return unsupported(kind, `the unit ${quality.unit} is unknown: expected rows or percent`);
  const { validValues = quality.validValues, missingValues, pattern, properties } = quality.arguments ?? {};
  switch (metric) {
    case 'rowCount':
      // "None" is what a v3.0 rule without operator means of mistakes, never of rows.
      if (OPERATORS.every((operator) => quality[operator] === undefined)) {
        return unsupported(kind, 'it does not say how many rows are wanted: give it an operator');
      }
      return unit === 'percent'
        ? unsupported(kind, 'a row count has no percentage')
        : { kind: 'row-count', comparison };
    case 'duplicateValues': {
      const given = Array.isArray(properties) ? properties.map((property) => named(String(property))) : [];
      const columns = given.length > 0 || column === undefined ? given : [column];
      return columns.length === 0
        ? unsupported(kind, 'on a table it needs `arguments.properties`')
        : { kind: 'duplicate-values', columns, comparison, unit };
    }
    case 'nullValues':
      return column === undefined ? misplaced(metric) : { kind: 'null-values', comparison, unit };
    case 'missingValues': {
      const values = literals('missingValues', missingValues) ?? [{ type: 'null' }];
      return column === undefined ? misplaced(metric) : { kind: 'missing-values', values, comparison, unit };
    }
    case 'invalidValues': {
      const values = literals('validValues', validValues);
      const text = pattern === undefined ? undefined : String(pattern);
      if (column === undefined) return misplaced(metric);
      return values || text !== undefined
        ? { kind: 'invalid-values', values, pattern: text, comparison, unit }
        : unsupported(kind, 'it needs `arguments.validValues` or `arguments.pattern`');
    }
  }
}

function misplaced(metric: Metric): Demand {
  return unsupported(KINDS[metric], `${metric} belongs under a property`);
}

function unitOf(text: string | undefined): Unit | undefined {
  switch (text?.toLowerCase()) {
    case undefined:
    case 'rows':
    case 'row':
      return 'rows';
    case 'percent':
    case '%':
      return 'percent';
    default:
      return undefined;
  }
}
