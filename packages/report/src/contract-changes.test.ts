import type { ContractDiff, Validation } from '@proofmark/documents';
import { XMLParser } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import { annotateValidation } from './annotations.ts';
import { renderComment } from './comment.ts';
import { makeContractDiff, makeValidation } from './fixtures.ts';
import { renderHtmlReport } from './html-report.ts';
import { renderJunit } from './junit.ts';
import { renderSarif } from './sarif.ts';
import { renderValidationSummary } from './summary.ts';

const file = 'contracts/flights.odcs.yaml';

function changed(contractDiff: ContractDiff, status: Validation['status'] = 'pass'): Validation {
  return { ...makeValidation('pass'), status, contractDiff };
}

const hidden = changed(makeContractDiff('minor'), 'fail');
const warned = changed(makeContractDiff('minor'), 'warn');
const told = changed(makeContractDiff('major'));
const addition = {
  ...makeContractDiff('major'),
  changes: makeContractDiff().changes.filter(({ impact }) => impact === 'addition'),
};
const none: ContractDiff = {
  ...makeContractDiff('major'),
  changes: [],
  version: { required: 'none', found: 'none', sufficient: true, reason: 'nothing changed' },
};

describe('the comment', () => {
  test.each([
    ['a hidden change, unfolded', hidden, '<details open>', '❌', ', without the major version they need'],
    ['a hidden change that warns', warned, '<details open>', '⚠️', ', without the major version they need'],
    ['a breaking change that the version tells', told, '<details open>', '✅', ''],
  ])('shows %s, breaking first', (_what, validation, fold, mark, rest) => {
    const { markdown } = renderComment({ validations: [validation] });
    expect(markdown).toContain(
      `${fold}\n<summary><b>Contract changes: ${mark} 2 breaking changes, 1 addition${rest}</b></summary>`,
    );
    const rows = markdown.split('\n').filter((line) => /^\| (💥|➕)/.test(line));
    expect(rows).toEqual([
      '| 💥\u00a0column removed `flights.distance`<br><sub>breaking</sub> |  |  | readers of the column lose it<br><sub>breaks readers</sub> |',
      '| 💥\u00a0constraint loosened `flights.delay maximum`<br><sub>breaking, line 43</sub> | `at most 1000` | `at most 2000` | data that keep the new contract may hold what the old one ruled out<br><sub>breaks readers</sub> |',
      '| ➕\u00a0column added `flights.carrier`<br><sub>addition, line 70</sub> |  |  | what was promised still is |',
    ]);
  });

  test('folds what breaks nobody', () => {
    expect(renderComment({ validations: [changed(addition)] }).markdown).toContain(
      '<details>\n<summary><b>Contract changes: ✅ 1 addition</b></summary>',
    );
  });

  test.each([
    ['was compared', makeValidation('pass')],
    ['differs', changed(none)],
  ])('has no such section where nothing %s', (_what, validation) => {
    expect(renderComment({ validations: [validation] }).markdown).not.toContain('Contract changes');
  });

  test('blames the contract, not the data, for what its version hides', () => {
    const { markdown } = renderComment({ validations: [hidden] });
    expect(markdown).toContain(
      '- ❌ **The contract `flights-2001` changed more than its version says**: 2 breaking changes, 1 addition, without the major version they need, see below.',
    );
    expect(markdown).not.toContain('Data validation failed');
    expect(markdown).toContain('<summary><b>Data validation: ✅ all rules hold</b></summary>');
  });

  test('blames both where both fail', () => {
    const { markdown } = renderComment({
      validations: [{ ...hidden, checks: makeValidation('fail').checks }],
    });
    expect(markdown).toMatch(/- ❌ \*\*Data validation failed\*\*.*\n- ❌ \*\*The contract /);
  });
});

test.each([
  ['### ❌ Data valid, contract changed more than its version says: `US flights of 2001`', hidden],
  ['### ⚠️ Data valid, contract changed more than its version says: `US flights of 2001`', warned],
  ['### ✅ Data valid: `US flights of 2001`', told],
])('the job summary begins with %s', (line, validation) => {
  const summary = renderValidationSummary(validation);
  expect(summary.split('\n')[0]).toBe(line);
  expect(summary).toContain('#### Contract changes: ');
});

test('the HTML report has the changes under a heading of their own', () => {
  const page = renderHtmlReport({ validations: [hidden] });
  expect(page).toContain('<h2 id="contract-changes-1">Contract changes: ❌ 2 breaking changes');
  expect(page).toContain('<a href="#contract-changes-1">Contract changes</a>');
});

describe('annotations', () => {
  const version = {
    message:
      '1.2.0 to 1.3.0 is a minor step: expected 2.0.0 for a breaking change (column removed: flights.distance)',
    file,
    line: 4,
  };
  const loosened = {
    message:
      'breaking: constraint loosened: flights.delay maximum (at most 1000 -> at most 2000); data that keep the new contract may hold what the old one ruled out',
    file,
    line: 43,
  };
  test.each([
    ['errors at the version and at the changed lines', hidden, 'error', [version, loosened]],
    ['warnings where the workflow asks for them', warned, 'warning', [version, loosened]],
    ['remarks where the version tells', told, 'notice', [loosened]],
    ['none for additions that the version tells', changed(addition), 'notice', []],
  ] as const)('are %s', (_what, validation, level, expected) => {
    expect(annotateValidation(validation)).toEqual(expected.map((each) => ({ level, ...each })));
  });

  test('of rules come first and leave the rest of the ten', () => {
    const [one] = makeContractDiff().changes.slice(2);
    const changes = Array.from({ length: 30 }, () => one).filter((each) => each !== undefined);
    const validation = changed({ ...makeContractDiff(), changes }, 'fail');
    const found = annotateValidation({ ...validation, checks: makeValidation('fail').checks });
    const errors = found.filter(({ level }) => level === 'error');
    expect(errors).toHaveLength(10);
    expect(errors[0]?.message).toContain('delay is at least');
  });
});

describe('other formats', () => {
  const { runs } = JSON.parse(renderSarif([hidden, told]));

  test('SARIF has one result at the line of the version', () => {
    expect(runs[0].results).toMatchObject([
      {
        ruleId: 'contract-version',
        level: 'error',
        message: {
          text: expect.stringContaining('expected 2.0.0 for a breaking change. Changes: column removed'),
        },
        locations: [{ physicalLocation: { artifactLocation: { uri: file }, region: { startLine: 4 } } }],
      },
    ]);
    const [{ ruleIndex }] = runs[0].results;
    expect(runs[0].tool.driver.rules[ruleIndex].id).toBe('contract-version');
    expect(runs[1].results).toEqual([]);
  });

  test.each([
    ['failure', hidden, '1', '0', { failure: { '@type': 'contract-version' } }],
    [
      'pass with the finding',
      warned,
      '0',
      '0',
      { 'system-out': expect.stringMatching(/^warning: 1\.2\.0 to/) },
    ],
    ['pass', told, '0', '0', {}],
  ] as const)('JUnit has one case for the version: a %s', (_what, validation, failures, errors, body) => {
    const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@' });
    const { testsuite } = parser.parse(renderJunit([validation])).testsuites;
    expect(testsuite).toMatchObject({ '@failures': failures, '@errors': errors });
    expect(testsuite.testcase.at(-1)).toMatchObject({ '@name': 'contract-version', '@line': '4', ...body });
  });
});
