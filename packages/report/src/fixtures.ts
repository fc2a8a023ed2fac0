import {
  Drift,
  documentDigest,
  type Estimate,
  Evaluation,
  type GateResult,
  type Interval,
  ReleaseManifest,
  type SliceKey,
  sha256,
  Validation,
  Verdict,
} from '@proofmark/documents';
import { formatChange, formatCount, formatExact } from '@proofmark/metrics';

/** Documents as the pipeline writes them, for tests of what is made from them. The numbers are invented. */

const provenance = {
  createdAt: '2026-11-03T09:12:44Z',
  tool: { name: 'proofmark' as const, version: '0.1.0' },
  commit: '4f2c9ab07d3e51b86a90c2f4e8d17b3359a6c0de',
  ref: 'refs/pull/42/merge',
};

const file = (path: string, bytes: number) => ({ path, bytes, sha256: sha256(path) });

const ORIGINS = ['ATL', 'ORD', 'DFW', 'LAX', 'PHX', 'STL', 'DTW', 'MSP', 'LAS', 'CLT'];
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
/** Value of the baseline, change, and the standard deviation of one row's contribution to the change. */
const METRICS = {
  roc_auc: [0.6502, 0.0249, 0.52],
  accuracy: [0.8132, 0.0021, 0.3],
  recall: [0.4123, 0.0118, 1.2],
  precision: [0.4711, 0.0006, 1.4],
  f1: [0.4397, 0.0071, 1.1],
  log_loss: [0.4391, -0.0062, 0.28],
  brier: [0.1372, -0.0017, 0.12],
} as const;
type Metric = keyof typeof METRICS;

const Z95 = 1.959964;
const Z90 = 1.644854;

function around(value: number, standardError: number, level: number, method: string): Interval {
  const reach = (level === 0.95 ? Z95 : Z90) * standardError;
  return { lower: value - reach, upper: value + reach, level, method };
}

export type Scenario = {
  rows: number;
  baseline: boolean;
  /** Added to the usual change: `'recall origin=ORD': -0.05`. */
  shifts: Readonly<Record<string, number>>;
};

function measure(metric: Metric, slice: SliceKey, rows: number, scenario: Scenario, level: number) {
  const [base, usual, deviation] = METRICS[metric];
  const key = slice.map(({ column, value }) => `${column}=${value}`).join(',');
  // A steady wobble by slice, so that slices differ as real ones do.
  const wobble = slice.length ? Math.sin(Number.parseInt(sha256(`${metric} ${key}`).slice(0, 6), 16)) : 0;
  const change = usual + wobble * 0.004 + (scenario.shifts[`${metric} ${key || 'all'}`] ?? 0);
  const baseline = base + wobble * 0.03;
  const changeError = deviation / Math.sqrt(rows);
  const valueError = changeError * 1.6;
  return {
    candidate: {
      value: baseline + change,
      interval: around(baseline + change, valueError, level, 'delta method'),
    },
    baseline: scenario.baseline
      ? { value: baseline, interval: around(baseline, valueError, level, 'delta method') }
      : null,
    change: scenario.baseline
      ? { value: change, interval: around(change, changeError, level, 'paired delta method') }
      : null,
  };
}

function sliceList(rows: number): { slice: SliceKey; rows: number }[] {
  return [
    { slice: [], rows },
    ...ORIGINS.map((value, i) => ({
      slice: [{ column: 'origin', value }],
      rows: Math.round((rows * (10 - i)) / 120),
    })),
    ...WEEKDAYS.map((value) => ({ slice: [{ column: 'weekday', value }], rows: Math.round(rows / 7) })),
  ];
}

export function makeEvaluation(scenario: Scenario): Evaluation {
  const estimates: Estimate[] = sliceList(scenario.rows).flatMap(({ slice, rows }) =>
    (Object.keys(METRICS) as Metric[]).map((metric) => ({
      metric,
      slice,
      rows,
      ...measure(metric, slice, rows, scenario, 0.95),
    })),
  );
  return Evaluation.parse({
    document: 'proofmark/evaluation',
    version: '1.0',
    provenance,
    model: 'flight-delay',
    task: 'binary',
    candidate: { name: 'candidate', kind: 'model', file: file('models/candidate.onnx', 187_412) },
    baseline: scenario.baseline
      ? { name: 'baseline', kind: 'model', file: file('models/baseline.onnx', 2_114) }
      : null,
    testSet: {
      files: [file('data/flights-3m.parquet', 11_893_224)],
      rows: scenario.rows,
      digest: sha256('test set'),
      sql: 'SELECT * FROM data WHERE month = 5',
    },
    classes: ['0', '1'],
    threshold: 0.22,
    metrics: Object.keys(METRICS),
    sums: [
      {
        slice: [],
        rows: scenario.rows,
        cells: [{ label: '0', candidate: '0', baseline: '0', rows: scenario.rows }],
        moments: { unit: 'row', features: [], strata: [] },
      },
    ],
    omitted: ['origin: 209 values beyond the 10 largest'],
    estimates,
  });
}

type Rule = { metric: Metric; kind: GateResult['kind']; threshold: number; slices?: readonly string[] };

const RULES: readonly Rule[] = [
  { metric: 'roc_auc', kind: 'minimum', threshold: 0.65 },
  { metric: 'roc_auc', kind: 'superiority', threshold: 0.01 },
  { metric: 'accuracy', kind: 'non-inferiority', threshold: 0.005 },
  { metric: 'log_loss', kind: 'non-inferiority', threshold: 0.002 },
  { metric: 'recall', kind: 'non-inferiority', threshold: 0.03, slices: ['origin', 'weekday'] },
];

function judge(rule: Rule, slice: SliceKey, rows: number, scenario: Scenario): GateResult | undefined {
  const { metric, kind, threshold } = rule;
  const measured = measure(metric, slice, rows, scenario, 0.9);
  const direction = metric === 'log_loss' || metric === 'brier' ? 'lower' : 'higher';
  const onValue = kind === 'minimum' || kind === 'maximum';
  const judged = onValue ? measured.candidate : measured.change;
  const bound = onValue
    ? threshold
    : (kind === 'superiority') === (direction === 'higher')
      ? threshold
      : 0 - threshold;
  const sign = direction === 'higher' ? 1 : -1;
  const near = judged && (direction === 'higher' ? judged.interval.lower : judged.interval.upper);
  const far = judged && (direction === 'higher' ? judged.interval.upper : judged.interval.lower);
  const good = near !== null && sign * (near - bound) > 0;
  const bad = far !== null && sign * (far - bound) < 0;
  const side = direction === 'higher' ? 'lower' : 'upper';
  const name = `${side} 95 % limit of the ${onValue ? 'value' : 'change'}`;
  const status = judged === null ? 'inconclusive' : good ? 'pass' : bad ? 'fail' : 'inconclusive';
  const precision = { decimals: 4 };
  return {
    id: `${metric}${slice.map(({ column, value }) => `[${column}=${value}]`).join('')}:${kind}`,
    metric,
    slice,
    kind,
    role: kind === 'superiority' ? 'success' : 'guardrail',
    direction,
    threshold,
    confidence: 0.95,
    rows,
    ...measured,
    limit: near === null ? null : { value: near, name },
    status,
    ...(judged === null ? { missing: 'no baseline to compare with' } : {}),
    reason:
      near === null || far === null
        ? 'There is no baseline, so a change cannot be judged.'
        : status === 'pass'
          ? `the ${name}, ${formatChange(near, precision)}, is on the good side of ${formatExact(bound)}.`
          : status === 'fail'
            ? `the whole interval, up to ${formatChange(far, precision)}, is beyond ${formatExact(bound)}.`
            : `the interval from ${formatChange(judged?.interval.lower ?? 0, precision)} to ${formatChange(judged?.interval.upper ?? 0, precision)} contains ${formatExact(bound)}; ${formatCount(rows)} rows are too few to tell.`,
    ...(status === 'inconclusive' && judged ? { rowsNeeded: Math.round(rows * 2.03) + 37 } : {}),
    binding: judged !== null,
  };
}

export function makeVerdict(evaluation: Evaluation, scenario: Scenario): Verdict {
  const slices = sliceList(scenario.rows);
  const gates = RULES.flatMap((rule) =>
    slices
      .filter(({ slice: [part] }) => part === undefined || rule.slices?.includes(part.column))
      .map(({ slice, rows }) => judge(rule, slice, rows, scenario)),
  ).filter((gate) => gate !== undefined);
  const count = (status: GateResult['status']) =>
    gates.filter((gate) => gate.binding && gate.status === status).length;
  const status = count('fail') ? 'fail' : count('inconclusive') ? 'inconclusive' : 'pass';
  const headline = {
    pass: scenario.baseline
      ? `Better on ${count('pass') - 3} of ${gates.length} gates, no loss; ready to merge`
      : `${count('pass')} of ${count('pass')} gates that need no baseline hold`,
    fail: `Refused: worse beyond the margin on ${count('fail')} of ${gates.length} gates`,
    inconclusive: `Inconclusive: ${count('inconclusive')} of ${gates.length} gates cannot be decided with this many rows`,
  }[status];
  return Verdict.parse({
    document: 'proofmark/verdict',
    version: '1.0',
    provenance,
    model: 'flight-delay',
    evaluation: documentDigest(evaluation),
    policy: {
      options: {
        confidence: 0.95,
        'on-inconclusive': 'fail',
        'on-missing': 'fail',
        'on-no-baseline': 'warn',
      },
      gates: [{ metric: 'accuracy', 'max-drop': 0.005 }],
    },
    status,
    headline,
    gates,
    warnings: scenario.baseline ? [] : ['There is no baseline yet: 21 gates were not judged.'],
  });
}

/** What the flights really hold: a negative delay of 1,116 minutes, 7,892 repeated keys. */
export function makeValidation(status: 'pass' | 'warn' | 'fail' = 'warn'): Validation {
  const at = (line: number) => ({ file: 'contracts/flights.odcs.yaml', line, column: 9 });
  const rows = 3_000_000;
  const common = { table: 'flights', checked: rows, failing: 0, tolerance: 0 };
  return Validation.parse({
    document: 'proofmark/validation',
    version: '1.0',
    provenance,
    contract: {
      file: file('contracts/flights.odcs.yaml', 3_104),
      id: 'flights-2001',
      version: '1.2.0',
      name: 'US flights of 2001',
    },
    data: {
      files: [file('data/flights-3m.parquet', 11_893_224)],
      rows,
      columns: [
        { name: 'date', type: 'TIMESTAMP' },
        { name: 'delay', type: 'SMALLINT' },
      ],
    },
    coverage: { declared: 24, enforced: 21, notApplicable: 2, unsupported: 1 },
    checks: [
      {
        ...common,
        id: 'flights.date.required',
        rule: 'required',
        column: 'date',
        severity: 'error',
        description: 'date is never null',
        location: at(22),
        status: 'pass',
        expected: 'no null',
      },
      ...(status === 'pass'
        ? []
        : [
            {
              ...common,
              id: 'flights.delay.minimum',
              rule: 'minimum' as const,
              column: 'delay',
              severity: status === 'fail' ? ('error' as const) : ('warning' as const),
              description: 'delay is at least −60',
              location: at(41),
              status: 'fail' as const,
              failing: 1_204,
              expected: 'at least −60',
              received: '-1116',
              evidence: {
                masked: false,
                rows: [
                  { row: 1_248_903, value: '-1116' },
                  { row: 1_249_117, value: '-94' },
                  { row: 2_004_551, value: '-81' },
                ],
              },
            },
            {
              ...common,
              id: 'flights.key.unique',
              rule: 'unique' as const,
              severity: 'warning' as const,
              description: '(date, origin, destination) is unique',
              location: at(58),
              status: 'fail' as const,
              failing: 7_892,
              expected: 'each key once',
              evidence: { masked: false, rows: [{ row: 18_220, value: '2001-01-01 09:30, ATL, ORD' }] },
            },
          ]),
      {
        ...common,
        id: 'flights.quality.library',
        rule: 'sql',
        severity: 'error',
        description: 'quality rule "library: soda"',
        location: at(77),
        status: 'unsupported',
        checked: 0,
        expected: 'nothing',
        reason: 'rules of other engines are not run',
      },
    ],
    notes: ['delay has 214 values beyond 12 hours'],
    status,
  });
}

export function makeDrift(status: 'stable' | 'drifted' = 'drifted'): Drift {
  const moved =
    status === 'drifted' ? [0.128, 0.151, 0.204, 0.231, 0.286] : [0.182, 0.199, 0.201, 0.205, 0.213];
  const numeric = (counts: readonly number[], rows: number) => ({
    kind: 'numeric' as const,
    name: 'delay',
    rows,
    nulls: 0,
    mean: 8.2,
    standardDeviation: 31.4,
    minimum: -1116,
    maximum: 1688,
    edges: [-10, 0, 15, 45],
    counts: counts.map((share) => Math.round(share * rows)),
  });
  const categorical = (shares: readonly number[], rows: number) => ({
    kind: 'categorical' as const,
    name: 'origin',
    rows,
    nulls: 0,
    distinct: 227,
    values: ['ATL', 'ORD', 'DFW'].map((value, i) => ({ value, count: Math.round((shares[i] ?? 0) * rows) })),
    other: Math.round(0.8 * rows),
  });
  return Drift.parse({
    document: 'proofmark/drift',
    version: '1.0',
    provenance,
    model: 'flight-delay',
    reference: { release: 'flight-delay@v1.2.0', profile: sha256('profile'), rows: 518_831 },
    rows: 506_240,
    checks: [
      {
        column: 'delay',
        distance: 'psi',
        value: status === 'drifted' ? 0.2613 : 0.0041,
        noise: 0.0001,
        threshold: 0.2,
        status,
        reason: 'over 45: 21.3 % → 28.6 %',
      },
      {
        column: 'origin',
        distance: 'psi',
        value: 0.0062,
        noise: 0.0004,
        threshold: 0.2,
        status: 'stable',
        reason: 'ATL: 7.9 % → 7.7 %',
      },
    ],
    columns: [
      { reference: numeric([0.182, 0.199, 0.201, 0.205, 0.213], 518_831), current: numeric(moved, 506_240) },
      {
        reference: categorical([0.079, 0.068, 0.053], 518_831),
        current: categorical([0.077, 0.069, 0.054], 506_240),
      },
    ],
    status,
  });
}

const usual: Scenario = { rows: 518_831, baseline: true, shifts: {} };

export function makeManifest(): ReleaseManifest {
  return ReleaseManifest.parse({
    document: 'proofmark/release',
    version: '1.0',
    provenance,
    model: 'flight-delay',
    modelVersion: '1.3.0',
    tag: 'flight-delay@v1.3.0',
    commit: provenance.commit,
    files: [{ ...file('models/candidate.onnx', 187_412), role: 'model' }],
    verdict: { status: 'pass', sha256: sha256('verdict') },
  });
}

function makeDocuments(scenario: Scenario) {
  const evaluation = makeEvaluation(scenario);
  return { evaluation, verdict: makeVerdict(evaluation, scenario) };
}

export const passing = () => makeDocuments(usual);
/** A real loss in one slice, hidden in the average. */
export const failing = () =>
  makeDocuments({
    ...usual,
    shifts: { 'recall origin=ORD': -0.0602, 'recall origin=CLT': -0.0395, 'accuracy origin=ORD': -0.011 },
  });
export const inconclusive = () =>
  makeDocuments({ ...usual, rows: 2_000, shifts: { 'accuracy all': 0.004, 'roc_auc all': 0.02 } });
export const firstRun = () => makeDocuments({ ...usual, baseline: false });
