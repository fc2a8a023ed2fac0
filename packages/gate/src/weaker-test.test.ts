import {
  type Aggregate,
  Evaluation,
  type Evaluation as EvaluationDocument,
  type RecordedBaseline,
} from '@proofmark/documents';
import { summarise } from '@proofmark/metrics';
import { describe, expect, it } from 'vitest';
import { decide } from './decide.ts';
import { at, evaluationOf, policyOf, rowsOf, sumsOf } from './fixture.ts';
import { recompute } from './recompute.ts';

const file = { path: 'results.json', bytes: 1, sha256: '1'.repeat(64) };

function aggregatesOf(aggregates: Aggregate[]): EvaluationDocument {
  const reference = { name: 'results', kind: 'aggregates' as const, file };
  const evaluation: EvaluationDocument = {
    document: 'proofmark/evaluation',
    version: '1.0',
    model: 'm',
    task: 'aggregates',
    candidate: reference,
    baseline: reference,
    testSet: { files: [], rows: 0, digest: 'unstated' },
    classes: [],
    metrics: aggregates.map(({ metric }) => metric),
    sums: [],
    aggregates,
    omitted: [],
    estimates: [],
  };
  return Evaluation.parse({ ...evaluation, estimates: summarise(evaluation) });
}

const stated = (metric: string, candidate: object, baseline: object | null, direction?: 'higher' | 'lower') =>
  ({ metric, candidate, baseline, ...(direction && { direction }) }) as Aggregate;

describe('a gate on aggregates only', () => {
  it.each([
    {
      name: 'passes on the limit of the stated standard errors',
      aggregate: stated(
        'acc',
        { value: 0.9, standardError: 0.005 },
        { value: 0.89, standardError: 0.005 },
        'higher',
      ),
      rule: { 'max-drop': 0.02 },
      status: 'pass',
      // 0.01 − 1.6449 · 0.005 √2
      limit: -0.0016308715,
    },
    {
      name: 'cannot tell where the standard errors are wide',
      aggregate: stated(
        'acc',
        { value: 0.9, standardError: 0.05 },
        { value: 0.89, standardError: 0.05 },
        'higher',
      ),
      rule: { 'max-drop': 0.02 },
      status: 'inconclusive',
    },
    {
      name: 'compares shares of stated rows by Newcombe’s unpaired interval',
      // Newcombe 1998, table II: 56/70 against 48/80, method 10: 0.0524 to 0.3339 at 95 %.
      aggregate: stated(
        'acc',
        { value: 56 / 70, rows: 70, share: true },
        { value: 48 / 80, rows: 80, share: true },
        'higher',
      ),
      rule: { 'max-drop': 0, confidence: 0.975 },
      status: 'pass',
      limit: 0.0524,
      digits: 4,
    },
    {
      name: 'invents no significance without a standard error',
      aggregate: stated('acc', { value: 0.99 }, { value: 0.5 }, 'higher'),
      rule: { 'max-drop': 0.02 },
      status: 'inconclusive',
      reason: 'the source states no standard error',
    },
    {
      name: 'takes a standard error of 0 for no spread seen',
      aggregate: stated(
        'acc',
        { value: 1, standardError: 0, rows: 9 },
        { value: 0.5, standardError: 0.1 },
        'higher',
      ),
      rule: { 'min-gain': 0 },
      status: 'inconclusive',
      reason: 'standard error of 0',
    },
    {
      name: 'compares points where the policy says so',
      aggregate: stated('acc', { value: 0.9 }, { value: 0.91 }),
      rule: { 'max-drop': 0.02, on: 'point' },
      status: 'pass',
      reason: 'only the points were compared',
      warning: 'without regard to chance: acc:max-drop',
    },
    {
      name: 'fails on points where the policy says so',
      aggregate: stated('latency', { value: 12 }, { value: 10 }),
      rule: { 'max-rise': 1, on: 'point' },
      status: 'fail',
    },
    {
      name: 'misses a baseline that the source lacks',
      aggregate: stated('acc', { value: 0.9, standardError: 0.01 }, null),
      rule: { 'max-drop': 0.02 },
      status: 'fail',
      reason: 'baseline: the source does not state it',
    },
    {
      name: 'bounds a value without a baseline',
      aggregate: stated('acc', { value: 0.9, standardError: 0.01 }, null),
      rule: { min: 0.85 },
      status: 'pass',
    },
  ])('$name', ({ aggregate, rule, status, limit, digits, reason, warning }) => {
    const evaluation = aggregatesOf([aggregate]);
    const verdict = decide(evaluation, policyOf([{ metric: aggregate.metric, ...rule }]));
    const [gate] = verdict.gates;
    expect(gate?.status, gate?.reason).toBe(status);
    if (limit !== undefined) expect(gate?.limit?.value).toBeCloseTo(limit, digits ?? 9);
    expect(gate?.reason).toContain(reason ?? '');
    expect(verdict.warnings.join('\n')).toContain('aggregates only');
    expect(verdict.warnings.join('\n')).toContain(warning ?? '');
    expect(recompute(verdict, evaluation)).toEqual({ agrees: true, differences: [] });
  });

  it('misses a metric that was not imported', () => {
    const verdict = decide(
      aggregatesOf([stated('acc', { value: 1 }, null)]),
      policyOf([{ metric: 'f1', min: 0 }]),
    );
    expect(verdict.gates[0]).toMatchObject({
      status: 'fail',
      missing: expect.stringContaining('does not hold f1'),
    });
  });

  it.each([
    [{ 'min-gain': 0.1 }, 'whether more or less of "acc" is better is not known'],
    [{ 'max-rise': 0.1 }, 'a loss is a drop'],
  ])('refuses %o, which cannot be meant', (rule, message) => {
    const direction = 'max-rise' in rule ? 'higher' : undefined;
    const evaluation = aggregatesOf([stated('acc', { value: 1 }, { value: 1 }, direction)]);
    expect(() => decide(evaluation, policyOf([{ metric: 'acc', ...rule }]))).toThrow(message);
  });
});

describe('a gate on a baseline that was evaluated before', () => {
  const rows = rowsOf({ both: 800, candidate: 60, baseline: 40, neither: 100 });
  const alone = rows.map(({ baseline: _, ...row }) => row);
  const before = rows.map(({ baseline, candidate, ...row }) => ({
    ...row,
    candidate: baseline ?? candidate,
  }));

  function recordedOf(changes: Partial<RecordedBaseline> = {}): EvaluationDocument {
    const recorded: RecordedBaseline = {
      origin: 'release',
      name: 'm@v1.0.0',
      evaluation: '2'.repeat(64),
      testSet: { rows: 1000, digest: 'test-set' },
      task: 'binary',
      classes: ['0', '1'],
      threshold: 0.5,
      sums: [sumsOf(before)],
      ...changes,
    };
    return evaluationOf([sumsOf(alone)], { recorded });
  }

  it('compares without pairs, and says so', () => {
    const evaluation = recordedOf();
    const verdict = decide(evaluation, policyOf([{ metric: 'accuracy', 'max-drop': 0.02 }]));
    const paired = decide(evaluationOf([sumsOf(rows)]), policyOf([{ metric: 'accuracy', 'max-drop': 0.02 }]));
    const [gate] = verdict.gates;
    expect(gate?.change?.value).toBeCloseTo(0.02, 12);
    expect(gate?.change?.interval?.method).toBe('MOVER, unpaired');
    expect(gate?.limit?.value).toBeLessThan(paired.gates[0]?.limit?.value ?? 0);
    expect(verdict.warnings).toEqual([expect.stringContaining('unpaired test')]);
    expect(recompute(verdict, evaluation)).toEqual({ agrees: true, differences: [] });
  });

  it.each([
    [{ testSet: { rows: 1000, digest: 'older' } }, 'the test set has changed'],
    [{ task: 'regression' as const }, 'measured as task regression'],
    [{ classes: ['0', '2'] }, 'other classes'],
    [{ threshold: 0.3 }, 'at threshold 0.3'],
  ])('does not compare with %o', (changes, reason) => {
    const evaluation = recordedOf(changes);
    const gates = [
      { metric: 'accuracy', 'max-drop': 0.02 },
      { metric: 'accuracy', min: 0.5 },
    ];
    const strict = decide(evaluation, policyOf(gates));
    expect(strict.gates.map(({ status }) => status)).toEqual(['fail', 'pass']);
    expect(strict.gates[0]?.missing).toContain(reason);
    expect(strict.gates[0]).toMatchObject({ baseline: null, change: null });
    const lenient = decide(evaluation, policyOf(gates, { 'on-incomparable': 'warn' }));
    expect(lenient.status).toBe('pass');
    expect(lenient.warnings.join('\n')).toContain(reason);
  });

  it('misses a slice that was not recorded', () => {
    const slice = sumsOf(alone, { slice: at('ATL') });
    const evaluation = { ...recordedOf(), sums: [sumsOf(alone), slice] };
    const { gates } = decide(
      evaluation,
      policyOf([{ metric: 'accuracy', 'max-drop': 0.02, slices: ['origin'] }]),
    );
    expect(gates[1]).toMatchObject({ status: 'fail', missing: expect.stringContaining('baseline: no rows') });
  });

  it('says how many more rows would decide an unpaired comparison', () => {
    const { gates } = decide(recordedOf(), policyOf([{ metric: 'accuracy', 'max-drop': 0 }]));
    expect(gates[0]?.status).toBe('inconclusive');
    expect(gates[0]?.rowsNeeded).toBeGreaterThan(100);
  });
});
