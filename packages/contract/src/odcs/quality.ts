import { z } from 'zod';
import { CustomProperties, closedSince31, Definitions, type Revision, StableId, Tags } from './parts.ts';

export const METRICS = [
  'nullValues',
  'missingValues',
  'invalidValues',
  'duplicateValues',
  'rowCount',
] as const;
export type Metric = (typeof METRICS)[number];

const pair = z
  .tuple([z.number(), z.number()])
  .refine(([low, high]) => low !== high, 'expected two different numbers');

const operators = {
  mustBe: z.unknown().optional(),
  mustNotBe: z.unknown().optional(),
  mustBeGreaterThan: z.number().optional(),
  mustBeGreaterOrEqualTo: z.number().optional(),
  mustBeLessThan: z.number().optional(),
  mustBeLessOrEqualTo: z.number().optional(),
  mustBeBetween: pair.optional(),
  mustNotBeBetween: pair.optional(),
};
export type Operator = keyof typeof operators;
export const OPERATORS = Object.keys(operators) as Operator[];

/** v3.0 named its library checks by `rule`, with other words. */
const RULES_OF_30: Record<string, Metric> = {
  nullCheck: 'nullValues',
  nullValues: 'nullValues',
  uniqueCheck: 'duplicateValues',
  duplicateCount: 'duplicateValues',
  duplicateValues: 'duplicateValues',
  validValues: 'invalidValues',
  countCheck: 'rowCount',
  rowCount: 'rowCount',
};

/** The metric a library rule means, in the words of v3.1. */
export function metricOf(quality: {
  metric?: Metric | undefined;
  rule?: string | undefined;
}): Metric | undefined {
  return quality.metric ?? RULES_OF_30[quality.rule ?? ''];
}

/** ODCS v3, "Data quality". */
export function Quality(revision: Revision) {
  return closedSince31(revision, {
    ...operators,
    id: StableId.optional(),
    name: z.string().optional(),
    type: z.enum(['text', 'library', 'sql', 'custom']).optional(),
    description: z.string().optional(),
    metric: z.enum(METRICS).optional(),
    rule: z.string().optional(),
    arguments: z.record(z.string(), z.unknown()).optional(),
    validValues: revision === '3.0' ? z.array(z.unknown()).optional() : z.undefined().optional(),
    unit: z.string().optional(),
    query: z.string().optional(),
    engine: z.string().optional(),
    implementation: z.union([z.string(), z.record(z.string(), z.unknown())]).optional(),
    dimension: z
      .enum(['accuracy', 'completeness', 'conformity', 'consistency', 'coverage', 'timeliness', 'uniqueness'])
      .optional(),
    method: z.string().optional(),
    severity: z.string().optional(),
    businessImpact: z.string().optional(),
    schedule: z.string().optional(),
    scheduler: z.string().optional(),
    tags: Tags.optional(),
    authoritativeDefinitions: Definitions(revision).optional(),
    customProperties: CustomProperties(revision).optional(),
  }).superRefine((quality, context) => {
    const report = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message });
    const type = quality.type ?? 'library';
    const needs = type === 'sql' ? ['query'] : type === 'custom' ? ['engine', 'implementation'] : [];
    for (const field of needs) {
      if (quality[field as 'query'] === undefined) report(field, `is missing: a ${type} rule needs it`);
    }
    const given = OPERATORS.filter((operator) => quality[operator] !== undefined);
    // v3.0 accepts a library rule without operator ("there must be none") and did not forbid several.
    if (revision === '3.0' && quality.metric === undefined) {
      if (quality.type === 'library' && quality.rule === undefined) report('rule', 'is missing');
      return;
    }
    if (quality.type === 'library' && quality.metric === undefined) {
      report('metric', `is missing: expected ${METRICS.join(', ')}`);
    }
    const compares = type === 'sql' || quality.metric !== undefined;
    if (compares && given.length !== 1) {
      const received = given.length ? given.join(' and ') : 'none';
      report(
        given[1] ?? 'mustBe',
        `expected exactly one operator (${OPERATORS.join(', ')}), not ${received}`,
      );
    }
  });
}
export type Quality = z.infer<ReturnType<typeof Quality>>;
