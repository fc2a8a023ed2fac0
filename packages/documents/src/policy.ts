import { z } from 'zod';

export const Role = z.enum(['guardrail', 'success', 'exploratory']);
export type Role = z.infer<typeof Role>;

/** What a state that decides nothing does to the verdict. */
export const Leniency = z.enum(['fail', 'warn', 'pass']);
export type Leniency = z.infer<typeof Leniency>;

const margin = z.number().nonnegative();

/**
 * One rule of the policy: a metric with exactly one of `min`, `max`, `max-drop`, `max-rise`, `min-gain`; or a
 * condition.
 */
export const GateRule = z
  .strictObject({
    metric: z
      .string()
      .optional()
      .describe('Name of a metric of the evaluation, as in scikit-learn: roc_auc, accuracy, f1.'),
    condition: z
      .string()
      .optional()
      .describe(
        'Instead of a metric: a condition of ease.ml/ci on n (accuracy of the candidate), o (of the baseline) and d (share of predictions that differ), such as "n - o > -0.01 +/- 0.01 /\\ d < 0.1 +/- 0.01".',
      ),
    mode: z
      .enum(['fp-free', 'fn-free'])
      .optional()
      .describe(
        'For a condition that cannot be told: fp-free blocks (a pass is right), fn-free lets go (a fail is right). Default: on-inconclusive.',
      ),
    bounds: z
      .enum(['interval', 'hoeffding', 'bennett'])
      .optional()
      .describe(
        'How a condition is bounded: by confidence intervals (default), or by inequalities that hold for any number of rows.',
      ),
    min: z.number().optional().describe('The value must be at least this.'),
    max: z.number().optional().describe('The value must be at most this.'),
    'max-drop': margin
      .optional()
      .describe('Non-inferiority margin of a metric where higher is better: the largest accepted loss.'),
    'max-rise': margin
      .optional()
      .describe('Non-inferiority margin of a metric where lower is better: the largest accepted rise.'),
    'min-gain': margin.optional().describe('Superiority: the improvement must be larger than this.'),
    on: z
      .enum(['limit', 'point'])
      .optional()
      .describe(
        'Judge the confidence limit (default) or the point value. The point of a change only with the task aggregates, where a tool may state no standard error.',
      ),
    slices: z
      .array(z.string())
      .optional()
      .describe(
        'Also apply the rule to every value of these slice columns; of crossed ones: `origin x weekday`.',
      ),
    by: z
      .string()
      .optional()
      .describe(
        'For demographic_parity_gap, equal_opportunity_gap and equalized_odds_gap (also @threshold=0.3), with max or max-rise: the slice column of the groups.',
      ),
    role: Role.optional(),
    confidence: z.number().gt(0.5).lt(1).optional().describe('One-sided confidence; default 0.95.'),
  })
  .refine(
    (gate) => (gate.metric === undefined) !== (gate.condition === undefined),
    'expected either metric or condition',
  )
  .refine(
    (gate) =>
      RULE_KEYS.filter((key) => gate[key] !== undefined).length === (gate.condition === undefined ? 1 : 0),
    'expected exactly one of min, max, max-drop, max-rise, min-gain with a metric, none with a condition',
  )
  .refine(
    (gate) => gate.condition !== undefined || (gate.mode === undefined && gate.bounds === undefined),
    'expected mode and bounds only with a condition',
  );
export type GateRule = z.infer<typeof GateRule>;

export const RULE_KEYS = ['min', 'max', 'max-drop', 'max-rise', 'min-gain'] as const;

/**
 * How often one test set may be looked at. The error rate of every gate is shared among the looks, since who sees a
 * verdict and tries again fits the model to the test set.
 */
export const Budget = z.strictObject({
  steps: z.int().positive().describe('How many candidates may be judged on one test set.'),
  adaptivity: z
    .enum(['none', 'full', 'first-change', 'ladder'])
    .describe(
      'What the makers of candidates learn of looks; verdicts show all numbers, so keep them from whoever should learn less. none: nothing until the end (error rate / steps). full: of each look whether it passed (error rate / 2^steps). first-change: the same, and the test set is renewed after the first pass (error rate / steps). ladder: gains that are larger than their standard error, and than the best told before by as much; other gates as with none.',
    ),
});
export type Budget = z.infer<typeof Budget>;

/** Who may override a gate, by a comment on the pull request. */
export const WaiverRules = z.strictObject({
  role: z
    .enum(['write', 'maintain', 'admin'])
    .describe('The least role in the repository that may override.'),
  days: z.int().positive().max(365).default(7).describe('How long an override holds.'),
});
export type WaiverRules = z.infer<typeof WaiverRules>;

/** What decides when nothing was measured or the data cannot tell. Strict by default. */
export const PolicyOptions = z.strictObject({
  confidence: z.number().gt(0.5).lt(1).default(0.95),
  'on-inconclusive': Leniency.default('fail'),
  'on-missing': Leniency.default('fail').describe('An absent metric or slice that a gate names.'),
  'on-no-baseline': Leniency.default('fail').describe(
    'No baseline to compare with. For the first run, before there is one: warn.',
  ),
  'on-incomparable': Leniency.optional().describe(
    'A recorded baseline that was measured on another test set, or in another way. Default: fail.',
  ),
  budget: Budget.optional().describe(
    'How often the test set may be looked at. Absent: looks are not counted.',
  ),
  waivers: WaiverRules.optional().describe('Who may override a gate. Absent: nobody.'),
});
export type PolicyOptions = z.infer<typeof PolicyOptions>;

export const Policy = z.strictObject({ options: PolicyOptions, gates: z.array(GateRule).min(1) });
export type Policy = z.infer<typeof Policy>;
