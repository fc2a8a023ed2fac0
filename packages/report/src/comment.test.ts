import type { Verdict } from '@proofmark/documents';
import { marked } from 'marked';
import { describe, expect, test } from 'vitest';
import { renderComment } from './comment.ts';
import { failing, firstRun, inconclusive, makeDrift, makeValidation, passing } from './fixtures.ts';

const lines = (text: string) => text.split('\n');
const tableOf = (text: string) => lines(text).filter((line) => line.startsWith('| '));

describe('the first line', () => {
  test.each([
    {
      name: 'a pass',
      documents: passing(),
      line: '### ✅ Pass: Better on 19 of 22 gates, no loss; ready to merge<br><sub>`flight-delay` at `4f2c9ab`, against baseline `baseline`, on 518,831 test rows</sub>',
    },
    {
      name: 'a failure',
      documents: failing(),
      line: '### ❌ Fail: worse beyond the margin on 1 of 22 gates<br><sub>`flight-delay` at `4f2c9ab`, against baseline `baseline`, on 518,831 test rows</sub>',
    },
    {
      name: 'no decision',
      documents: inconclusive(),
      line: '### ⚖️ Inconclusive: 19 of 22 gates cannot be decided with this many rows<br><sub>`flight-delay` at `4f2c9ab`, against baseline `baseline`, on 2,000 test rows</sub>',
    },
    {
      name: 'a first run',
      documents: firstRun(),
      line: '### ✅ Pass: 1 of 1 gates that need no baseline hold<br><sub>`flight-delay` at `4f2c9ab`, without a baseline, on 518,831 test rows</sub>',
    },
    {
      name: 'an evaluation without a verdict',
      documents: { evaluation: passing().evaluation },
      line: '### Not judged: there is no verdict document<br><sub>`flight-delay` at `4f2c9ab`, against baseline `baseline`, on 518,831 test rows</sub>',
    },
  ])('says what $name means, for which model, commit and baseline', ({ documents, line }) => {
    expect(lines(renderComment(documents).markdown)[0]).toBe(line);
  });

  test('takes the words of the caller before those of the documents', () => {
    const { markdown } = renderComment(passing(), { commit: 'abcdef0123', baseline: 'release v1.2.0' });
    expect(lines(markdown)[0]).toContain('at `abcdef0`, against baseline `release v1.2.0`');
  });
});

describe('the gate table', () => {
  test('shows failures first, then what cannot be told with the rows it needs, then passes', () => {
    const [, , first, second, third] = tableOf(renderComment(failing()).markdown);
    expect(first).toBe(
      '| ❌\u00a0`recall`\u00a0↑<br><sub>**fail** on `origin=ORD`</sub> | **−0.052**<br><sub>−0.062\u00a0to\u00a0−0.042</sub> | ≥\u00a0−0.03<br><sub>on\u00a0change</sub> | 0.382<br><sub>\u00a0</sub> | 0.330<br><sub>\u00a0</sub> |',
    );
    expect(second).toContain('**inconclusive** on `origin=CLT`<br>needs about 8,800 more rows');
    expect(third).toContain('✅\u00a0`roc_auc`\u00a0↑<br><sub>pass on all rows');
  });

  test('folds the slices of a rule that passed into the one closest to its limit', () => {
    const rows = tableOf(renderComment(passing()).markdown);
    expect(rows.filter((row) => row.includes('`recall`')).length).toBeLessThan(6);
    expect(rows.join('\n')).toContain('pass on all 7 `weekday`; closest `Thursday`');
  });

  test('puts gates that had nothing to compare with last and calls them not judged', () => {
    const rows = tableOf(renderComment(firstRun()).markdown).slice(2, 9);
    expect(rows[0]).toContain('≥\u00a00.65');
    expect(rows[1]).toContain('not judged on all rows<br>no baseline to compare with');
  });

  test('never shows a limit that looks equal to its margin', () => {
    const { evaluation, verdict } = passing();
    const gates = verdict.gates.slice(2, 3).map((gate) => ({
      ...gate,
      limit: { value: -0.005004, name: 'limit' },
      change: { value: 0.001, interval: { lower: -0.005004, upper: 0.007, level: 0.9, method: 'x' } },
    }));
    expect(renderComment({ evaluation, verdict: { ...verdict, gates } }).markdown).toContain('−0.005004');
  });
});

describe('what a reader must not miss', () => {
  test.each([
    [
      'a pass',
      passing(),
      '### ❌ Data not valid, so the gates prove nothing: pass, Better on 19 of 22 gates, no loss<br>',
    ],
    [
      'no decision',
      inconclusive(),
      '### ❌ Data not valid, so the gates prove nothing: inconclusive, 19 of 22',
    ],
    ['a failure', failing(), '### ❌ Fail: worse beyond the margin on 1 of 22 gates<br>'],
  ])('nothing is ready to merge with failed data: %s', (_what, documents, line) => {
    const { markdown } = renderComment({ ...documents, validations: [makeValidation('fail')] });
    expect(lines(markdown)[0]).toContain(line);
    expect(markdown).not.toContain('ready to merge');
  });

  test('a baseline in the file of the candidate is named as a column', () => {
    const { verdict, evaluation } = passing();
    const baseline = { ...evaluation.candidate, kind: 'predictions' as const, name: 'q' };
    const { markdown } = renderComment({ verdict, evaluation: { ...evaluation, baseline } });
    expect(lines(markdown)[0]).toContain('against the column `q`');
  });

  test.each([
    ['ranking', 'queries'],
    ['forecast', 'series'],
    ['regression', 'rows'],
  ] as const)('the test set of a %s counts %s', (task, unit) => {
    const { verdict, evaluation } = passing();
    expect(renderComment({ verdict, evaluation: { ...evaluation, task } }).markdown).toContain(
      `on 518,831 test ${unit}</sub>`,
    );
  });

  test('a failed data check stands above the table and is unfolded', () => {
    const { markdown } = renderComment({ ...passing(), validations: [makeValidation('fail')] });
    expect(lines(markdown)[2]).toBe(
      '- ❌ **Data validation failed**: 1 rule of contract `flights-2001`, see below.',
    );
    expect(markdown).toContain(
      '<details open>\n<summary><b>Data validation: ❌ 1 failing rule, 1 warning</b>',
    );
    expect(markdown).toContain('21 of 24 declared rules enforced, 2 not applicable, **1 not supported**.');
  });

  test('drift stands above the table', () => {
    expect(renderComment({ ...passing(), drift: makeDrift() }).markdown).toContain(
      '- ⚠️ **The data drifted**',
    );
  });

  test('a verdict about another evaluation is called so', () => {
    const { markdown } = renderComment({ verdict: passing().verdict, evaluation: failing().evaluation });
    expect(markdown).toContain('made from another evaluation document');
    expect(renderComment(passing()).markdown).not.toContain('another evaluation');
  });

  test('what was not given is named', () => {
    expect(renderComment(passing()).markdown).toContain('no document was given: data validation.');
    expect(renderComment({}).markdown).toContain(
      'no document was given: gates, evaluation, data validation.',
    );
  });
});

test('slices stand worst first, with the failed one marked', () => {
  const { markdown } = renderComment(failing());
  const slices = tableOf(markdown.slice(markdown.indexOf('Slices:'))).slice(2);
  expect(slices[0]).toContain('❌\u00a0`origin=ORD`');
  expect(slices[0]).toContain('**−0.052\u00a0▼**');
  expect(markdown).toMatch(/```mermaid\n---\n(.*\n)+---\nxychart-beta\n {2}title "recall by origin"/);
});

test('an address becomes a link only when it is that of a workflow run', () => {
  const of = (runUrl: string) => renderComment(passing(), { runUrl }).markdown;
  expect(of('https://github.com/a/b/actions/runs/1')).toContain(
    '[this run](https://github.com/a/b/actions/runs/1)',
  );
  expect(of('https://evil.example/')).not.toContain('evil');
  expect(of('javascript:alert(1)')).not.toContain('javascript');
});

describe('the size', () => {
  const verdict: Verdict = {
    ...passing().verdict,
    gates: failing().verdict.gates.flatMap((gate) =>
      Array.from({ length: 100 }, (_, i) => ({
        ...gate,
        id: `${gate.id}${i}`,
        status: 'fail' as const,
        slice: [{ column: 'c'.repeat(60), value: `${'v'.repeat(120)}${i}` }],
        reason: 'r'.repeat(400),
      })),
    ),
  };
  const validation = makeValidation('fail');
  const checks = Array.from({ length: 300 }, (_, i) =>
    validation.checks.map((check) => ({ ...check, id: `${i}`, description: 'd'.repeat(400) })),
  ).flat();
  const documents = {
    ...passing(),
    verdict,
    validations: [
      { ...validation, checks },
      { ...validation, checks },
    ],
  };

  test('stays under 60,000 characters by leaving out whole sections, which it names', () => {
    const { markdown, dropped } = renderComment(documents);
    expect(markdown.length).toBeLessThan(60_000);
    expect(dropped.length).toBeGreaterThan(0);
    expect(markdown).toMatch(/_Left out to stay within GitHub's limit: .*Data validation.* The job summary/);
  });

  test('cuts no table, fold or fence', () => {
    const { markdown } = renderComment(documents);
    expect(markdown.match(/<details/g)?.length).toBe(markdown.match(/<\/details>/g)?.length);
    const tables = marked.lexer(markdown).filter(({ type }) => type === 'table');
    for (const token of tables) expect(token.raw.trimEnd()).toMatch(/\|$/);
    expect(markdown).toContain('more rows in the job summary');
  });
});
