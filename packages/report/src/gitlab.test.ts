import type { Evaluation } from '@proofmark/documents';
import { describe, expect, test } from 'vitest';
import { failing, makeValidation, passing } from './fixtures.ts';
import { renderGitlabCodeQuality } from './gitlab-code-quality.ts';
import { renderGitlabMetrics } from './gitlab-metrics.ts';
import { hostileCorpus } from './hostile-corpus.ts';

/** A line of the text format of OpenMetrics, by its ABNF: a name, labels with escaped values, a number. */
const line =
  /^[a-zA-Z_][a-zA-Z0-9_]*(\{[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*"(,[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*")*\})? -?\d+(\.\d+)?(e[+-]?\d+)?$/;

function linesOf(text: string): string[] {
  expect(text.endsWith('\n# EOF\n')).toBe(true);
  return text.split('\n').slice(0, -2);
}

describe('the metrics report', () => {
  test('has each measured number of the candidate, those of the whole test set first', () => {
    const { evaluation, verdict } = passing();
    const lines = linesOf(
      renderGitlabMetrics({ evaluation, verdict, validations: [makeValidation('pass')] }),
    );
    expect(lines.filter((text) => !line.test(text))).toEqual([]);
    const [gates, rules, first] = lines;
    expect([gates, rules]).toEqual([
      'proofmark_gates_failed 0',
      expect.stringMatching(/^proofmark_rules_failed\{contract=".+"\} 0$/),
    ]);
    expect(first).not.toContain('{');
    const accuracy = evaluation.estimates.find(({ metric, slice }) => metric === 'accuracy' && !slice.length);
    expect(lines).toContain(`accuracy ${accuracy?.candidate?.value}`);
    expect(lines.some((text) => text.startsWith('accuracy{origin="ORD"} '))).toBe(true);
  });

  test('has the measures, which need no labels, before the slices', () => {
    const evaluation: Evaluation = {
      ...passing().evaluation,
      measures: [
        { name: 'latency_p95', unit: 'ms', direction: 'lower', value: 43.8, quantile: 0.95, rows: 2_000 },
        { name: 'cost per 1,000', direction: 'lower', value: 0.12, history: [0.1] },
      ],
    };
    const lines = linesOf(renderGitlabMetrics({ evaluation }));
    expect(lines.slice(0, 2)).toEqual(['latency_p95 43.8', 'cost_per_1_000 0.12']);
  });

  test('keeps one line a number whatever the names are', () => {
    const { evaluation } = passing();
    const [estimate] = evaluation.estimates;
    if (!estimate) throw new Error('no estimate');
    const estimates = hostileCorpus.map((text) => ({
      ...estimate,
      metric: text,
      slice: [{ column: text, value: text }],
    }));
    const lines = linesOf(renderGitlabMetrics({ evaluation: { ...evaluation, estimates } }));
    expect(lines.filter((text) => !line.test(text))).toEqual([]);
  });
});

describe('the code quality report', () => {
  const locate = () => ({ file: 'proofmark.yml', line: 7 });
  const issues = (documents: Parameters<typeof renderGitlabCodeQuality>[0]) =>
    JSON.parse(renderGitlabCodeQuality(documents, locate));

  test('has the fields GitLab asks for, and fingerprints that tell issues apart', () => {
    const { verdict } = failing();
    const found = issues({ verdict, validations: [makeValidation('fail')] });
    for (const issue of found) {
      expect(issue).toEqual({
        description: expect.stringMatching(/./),
        check_name: expect.stringMatching(/./),
        fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
        severity: expect.stringMatching(/^(info|minor|major)$/),
        location: { path: expect.stringMatching(/./), lines: { begin: expect.any(Number) } },
      });
    }
    expect(new Set(found.map(({ fingerprint }: { fingerprint: string }) => fingerprint)).size).toBe(
      found.length,
    );
    expect(
      found.filter(({ location }: { location: { path: string } }) => location.path === 'proofmark.yml'),
    ).toHaveLength(verdict.gates.filter(({ status, binding }) => status !== 'pass' && binding).length);
  });

  test('is an empty list when all is well', () => {
    expect(issues({ verdict: passing().verdict, validations: [makeValidation('pass')] })).toEqual([]);
  });
});
