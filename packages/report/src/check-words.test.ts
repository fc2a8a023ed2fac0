import type { Check, FailingRow, Validation } from '@proofmark/documents';
import { expect, test } from 'vitest';
import { describeFailure } from './check-words.ts';
import { renderComment } from './comment.ts';
import { makeValidation } from './fixtures.ts';
import { renderHtmlReport } from './html-report.ts';
import { renderJunit } from './junit.ts';
import { renderValidationSummary } from './summary.ts';
import { printValidation } from './terminal/print-validation.ts';

const base: Check = {
  id: 't.x.rule',
  rule: 'minimum',
  table: 't',
  column: 'x',
  severity: 'error',
  description: 'x is at least 0',
  location: { file: 'c.yaml', line: 7, column: 1 },
  status: 'fail',
  checked: 9,
  failing: 1,
  tolerance: 0,
  expected: 'at least 0',
};

test.each<[string, Partial<Check>, string]>([
  ['of rows', {}, 'x is at least 0: failed on 1 of 9 rows'],
  [
    'of the one row of a table',
    { checked: 1, received: 'the smallest is -5' },
    'x is at least 0: failed on 1 of 1 row (the smallest is -5)',
  ],
  [
    'of rows, with what was found',
    { received: 'the smallest is -5' },
    'x is at least 0: failed on 1 of 9 rows (the smallest is -5)',
  ],
  [
    'of a count',
    { rule: 'null-values', description: 'few nulls', expected: '<= 5', received: '7 rows' },
    'few nulls: failed, received 7 rows, expected <= 5',
  ],
  [
    'of SQL, which is named',
    { rule: 'sql', description: 'the result of its SQL is = 0', expected: '= 0', received: '3' },
    'the result of its SQL is = 0 [t.x.rule]: failed, received 3, expected = 0',
  ],
  [
    'of SQL that did not run',
    { rule: 'sql', description: 'sums agree', reason: 'the SQL is refused: it reads a file' },
    'sums agree [t.x.rule]: failed, the SQL is refused: it reads a file',
  ],
])('a failure is said in words: %s', (_name, change, words) => {
  expect(describeFailure({ ...base, ...change })).toBe(words);
});

function surfaces(rows: FailingRow[], sample: FailingRow[], files: number, masked = false) {
  const whole = makeValidation('pass');
  const [file] = whole.data.files;
  if (!file) throw new Error('no file');
  const validation: Validation = {
    ...whole,
    status: 'fail',
    data: { ...whole.data, files: Array.from({ length: files }, (_, i) => ({ ...file, path: `d${i}.csv` })) },
    checks: [{ ...base, evidence: { rows, sample, masked } }],
  };
  return {
    terminal: printValidation(validation, { color: false }),
    summary: renderValidationSummary(validation),
    comment: renderComment({ validations: [validation] }).markdown,
    junit: renderJunit([validation]),
    html: renderHtmlReport({ validations: [validation] }),
  };
}

test.each<[string, FailingRow, number, string]>([
  ['the line of the only file', { file: 'd0.csv', line: 2, row: 1, value: '-5' }, 1, 'line 2: '],
  [
    'the file too where there are several',
    { file: 'd1.csv', line: 2, row: 9, value: '-5' },
    2,
    'd1.csv line 2: ',
  ],
  [
    'the row where lines are not known',
    { file: 'd1.parquet', row: 1200, value: '-5' },
    2,
    'd1.parquet row 1,200: ',
  ],
  ['the key where rows have no number', { value: '-5', key: { id: '7' } }, 1, 'id 7: '],
])('every surface names the place of a failing row: %s', (_name, row, files, place) => {
  for (const [surface, text] of Object.entries(surfaces([row], [], files)))
    expect(text, surface).toContain(place);
});

test('rows that were drawn are shown beside the first ones, but not in the comment', () => {
  const found = surfaces([{ line: 2, value: '-5' }], [{ line: 88, value: '-6', repeats: 3 }], 1);
  for (const surface of ['terminal', 'summary', 'junit', 'html'] as const) {
    expect(found[surface], surface).toMatch(/drawn from the rest.*line 88: .*-6.*, repeats row 3/s);
  }
  expect(found.comment).not.toContain('line 88');
});

test('a masked value leaves the other rows as they are', () => {
  const rows = [
    { line: 2, value: '[masked: e-mail]' },
    { line: 3, value: 'nobody' },
  ];
  for (const [surface, text] of Object.entries(surfaces(rows, [], 1, true))) {
    expect(text, surface).toMatch(/line 2: .*\[masked: e-mail\].*line 3: .*nobody/s);
  }
});

test('what does not apply is counted and listed by its reason, and what did not run is counted', () => {
  const validation: Validation = {
    ...makeValidation('pass'),
    coverage: { declared: 4, enforced: 1, notApplicable: 2, unsupported: 0, notRun: 1 },
    checks: ['a', 'b'].map((id) => ({
      ...base,
      id,
      status: 'not-applicable',
      reason: 'the column x is absent',
    })),
  };
  const terminal = printValidation(validation, { color: false });
  expect(terminal).toContain('1 of 4 declared rules enforced, 2 not applicable, 1 not run\n');
  expect(terminal).toContain('not applicable a, b: the column x is absent');
  expect(renderValidationSummary(validation)).toContain('- `a`, `b`: the column x is absent');
});

const withoutRows = (change: Partial<Validation>): Validation => {
  const validation = makeValidation('warn');
  return { ...validation, ...change, data: { ...validation.data, rows: 0 } };
};
const unreadable: Check = { ...base, rule: 'readable', description: 'd.csv can be read' };

test.each<[string, Partial<Validation>, string]>([
  ['of none', { checks: [] }, '0 rows (nothing was tested)'],
  ['of data that cannot be read', { status: 'fail', checks: [unreadable] }, '0 rows (nothing could be read)'],
])(
  'the number of rows, %s, says what it means in the terminal and the summary',
  (_what, change, expected) => {
    const validation = withoutRows(change);
    expect(printValidation(validation, { color: false })).toContain(expected);
    expect(renderValidationSummary(validation)).toContain(expected);
  },
);

test('data without a row are not called valid', () => {
  expect(renderValidationSummary(withoutRows({ checks: [] }))).toContain('### ⚠️ No row of data to check');
});
