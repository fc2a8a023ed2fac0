import { marked } from 'marked';
import { describe, expect, test } from 'vitest';
import { annotateValidation, annotateVerdict } from './annotations.ts';
import { renderComment } from './comment.ts';
import { renderDriftIssue, renderStableIssue } from './drift-issue.ts';
import {
  failing,
  firstRun,
  inconclusive,
  makeDrift,
  makeManifest,
  makeValidation,
  passing,
} from './fixtures.ts';
import { renderCommentHtml } from './html.ts';
import { renderHtmlReport } from './html-report.ts';
import { renderReleaseNotes } from './release-notes.ts';
import {
  renderCheck,
  renderDriftSummary,
  renderEvaluationSummary,
  renderValidationSummary,
  renderVerdictSummary,
} from './summary.ts';
import { printDrift } from './terminal/print-drift.ts';
import { printEvaluation } from './terminal/print-evaluation.ts';
import { printValidation } from './terminal/print-validation.ts';
import { printVerdict } from './terminal/print-verdict.ts';
import { printVerification, renderVerificationSummary } from './verification.ts';

const MEBIBYTE = 2 ** 20;

describe('job summaries', () => {
  const documents = { ...failing(), validations: [makeValidation('fail')], drift: makeDrift() };
  test.each([
    ['verdict', renderVerdictSummary(documents), '### ❌ Fail'],
    ['evaluation', renderEvaluationSummary(documents.evaluation), '### Evaluation of `flight-delay`'],
    ['validation', renderValidationSummary(makeValidation('warn')), '### ⚠️ Data valid, with warnings'],
    ['drift', renderDriftSummary(makeDrift()), '### ⚠️ Drift: `flight-delay`'],
  ])('of a %s begins with the result', (_, summary, start) => {
    expect(summary.startsWith(start)).toBe(true);
  });

  test('show every gate', () => {
    const summary = renderVerdictSummary(documents);
    for (const { slice } of documents.verdict.gates) {
      for (const { column, value } of slice) expect(summary).toContain(`\`${column}=${value}\``);
    }
  });

  const validation = makeValidation('fail');
  const checks = Array.from({ length: 4_000 }, (_, i) =>
    validation.checks.map((check) => ({ ...check, id: `${i}`, description: '−'.repeat(400) })),
  ).flat();
  const slice = [{ column: 'c'.repeat(100), value: '−'.repeat(120) }];
  const { evaluation, verdict } = failing();
  const estimates = Array.from({ length: 3_000 }, (_, i) =>
    evaluation.estimates
      .slice(0, 3)
      .map((one) => ({ ...one, slice: [{ column: 'c', value: `${i}${'−'.repeat(110)}` }] })),
  ).flat();
  const gates = Array.from({ length: 400 }, () => verdict.gates.map((gate) => ({ ...gate, slice }))).flat();
  const drifted = makeDrift();
  test.each([
    [
      'a verdict on many checks',
      renderVerdictSummary({ ...failing(), validations: [{ ...validation, checks }] }),
    ],
    [
      'a verdict on checks of many bytes',
      renderVerdictSummary({
        ...failing(),
        validations: [
          {
            ...validation,
            checks: checks
              .slice(0, 3_200)
              .map((check) => ({ ...check, description: '−'.repeat(330), evidence: undefined })),
          },
        ],
      }),
    ],
    ['a verdict with many gates', renderVerdictSummary({ evaluation, verdict: { ...verdict, gates } })],
    ['an evaluation with many slices', renderEvaluationSummary({ ...evaluation, estimates })],
    ['a validation with many rules', renderValidationSummary({ ...validation, checks })],
    [
      'drift of many columns',
      renderDriftSummary({
        ...drifted,
        columns: Array.from({ length: 3_000 }, () => drifted.columns).flat(),
        checks: Array.from({ length: 3_000 }, () => drifted.checks).flat(),
      }),
    ],
  ])('of %s stay under one mebibyte, and say what they leave out', (_, summary) => {
    expect(Buffer.byteLength(summary)).toBeLessThan(MEBIBYTE);
    expect(summary).toMatch(/\d more [a-z ]+ in the|Left out to stay within|more in the table/);
  });

  test.each([
    ['gates', { evaluation, verdict: { ...verdict, gates } }],
    ['slices', { verdict, evaluation: { ...evaluation, estimates } }],
    ['rules', { ...failing(), validations: [{ ...validation, checks }] }],
  ])(
    'of a check run have two parts of at most 65,535 characters, however many %s there are',
    (_, documents) => {
      const { summary, text } = renderCheck(documents);
      expect(summary.length).toBeLessThanOrEqual(65_535);
      expect(text.length).toBeLessThanOrEqual(65_535);
      expect(`${summary}${text}`).toMatch(/\d more [a-z ]+ in the|Left out to stay within/);
    },
  );
});

describe('pages', () => {
  const documents = { ...failing(), validations: [makeValidation('fail')], drift: makeDrift() };
  const pages = [
    ['comment.html', renderCommentHtml(renderComment(documents), 'comment')],
    ['report.html', renderHtmlReport(documents)],
  ] as const;

  test.each(pages)('%s asks the network for nothing', (_, page) => {
    expect(page.match(/(?:src|href)="(?!#)[^"]*"|url\((?!"?data:)[^)]*\)|@import/g)).toBeNull();
    expect(page).toContain(`default-src 'none'`);
    expect(page.match(/<script[^>]*>/g) ?? []).toEqual(page.includes('id="sweep"') ? ['<script>'] : []);
  });

  test('draw the Mermaid charts of the comment in place', () => {
    const [[, page]] = pages;
    expect(page).toContain('<title>recall by origin</title>');
    expect(page).not.toContain('xychart-beta');
  });

  test('name every picture and every column for those who cannot see them', () => {
    const [, [, page]] = pages;
    const pictures = page.match(/<svg[^>]*>\n<title>[^<]+<\/title>\n<desc>[^<]+<\/desc>/g);
    expect(pictures?.length).toBe(page.match(/<svg class/g)?.length);
    expect(pictures?.length).toBe(4 + 2 + 2 + 2);
    expect(page.match(/<th>/)).toBeNull();
    expect(page).toContain('<html lang="en">');
  });
});

describe('the model card', () => {
  test('says how to verify the release', () => {
    const manifest = makeManifest();
    const context = { actionSource: { repository: 'octo/proofmark', ref: 'v1' } };
    const card = renderReleaseNotes({ ...passing(), manifest }, context);
    expect(card).toContain(
      '`npx --yes https://github.com/octo/proofmark/archive/v1.tar.gz verify release`, or',
    );
    expect(card.startsWith('# `flight-delay` `1.3.0`\n')).toBe(true);
    expect(card).toContain(
      'gh release download flight-delay@v1.3.0 --dir release\nnpx proofmark verify release',
    );
    expect(card).toContain(`${manifest.files[0]?.sha256}  models/candidate.onnx`);
    expect(card.length).toBeLessThan(125_000);
  });
});

test('the drift issue says which columns moved and how far', () => {
  const { title, body } = renderDriftIssue(makeDrift());
  expect(title).toBe('Drift in flight-delay since flight-delay@\u200bv1.2.0: delay');
  expect(body).toContain('| ⚠️\u00a0**drifted** | `delay` | 0.2613<br><sub>psi</sub> | 0.2 | 0.0001 |');
  expect(marked.lexer(body).filter(({ type }) => type === 'table')).toHaveLength(2);
});

test('a drift issue that is closed says since when the data is stable', () => {
  const text = renderStableIssue({ ...makeDrift(), status: 'stable' });
  expect(text).toMatch(/^The data that `flight-delay` sees is stable again since \d{4}-\d\d-\d\dT/);
});

describe('annotations', () => {
  test('stand at the lines of the contract, errors first', () => {
    expect(annotateValidation(makeValidation('fail'))).toEqual([
      {
        level: 'error',
        message: 'delay is at least −60: failed on 1,204 of 3,000,000 rows (-1116)',
        file: 'contracts/flights.odcs.yaml',
        line: 41,
      },
      {
        level: 'warning',
        message: '(date, origin, destination) is unique: failed on 7,892 of 3,000,000 rows',
        file: 'contracts/flights.odcs.yaml',
        line: 58,
      },
    ]);
  });

  test('of gates stand where the caller knows the line, with what would decide them', () => {
    const found = annotateVerdict(failing().verdict, (id) =>
      id.startsWith('recall') ? { file: 'proofmark.yml', line: 12 } : undefined,
    );
    expect(found.map(({ level }) => level)).toEqual(['error', 'warning']);
    expect(found[1]?.message.match(/more rows/g)).toHaveLength(1);
    expect(found[1]?.message).toContain('about 8,800 more rows');
  });

  test('are at most ten of a level, the last one counting the rest', () => {
    const validation = makeValidation('fail');
    const checks = Array.from({ length: 25 }, () => validation.checks).flat();
    const found = annotateValidation({ ...validation, checks });
    expect(found.filter(({ level }) => level === 'error')).toHaveLength(10);
    expect(found.filter(({ level }) => level === 'warning')).toHaveLength(10);
    expect(found[9]?.message).toContain('(and 15 more, see the job summary)');
  });
});

describe('the terminal', () => {
  test.each([
    ['a failure', failing().verdict, 'FAIL flight-delay: worse beyond the margin on 1 of 22 gates'],
    [
      'no decision',
      inconclusive().verdict,
      'INCONCLUSIVE flight-delay: 19 of 22 gates cannot be decided with this many rows',
    ],
    ['a first run', firstRun().verdict, 'PASS flight-delay: 1 of 1 gates that need no baseline hold'],
  ])('begins with the result of %s', (_, verdict, line) => {
    expect(printVerdict(verdict, { color: false }).split('\n')[0]).toBe(line);
  });

  test('marks an overridden gate, whose status stays', () => {
    const { verdict } = failing();
    const waived = { by: 'ada', reason: 'the data of March were wrong', expires: '2026-01-08T00:00:00Z' };
    const gates = verdict.gates.map((gate) =>
      gate.status === 'fail' ? { ...gate, binding: false, waived } : gate,
    );
    const marked = (each: typeof verdict) =>
      printVerdict(each, { color: false })
        .split('\n')
        .filter((line) => line.startsWith('fail'))
        .map((line) => /^\S+(?: \(\w+\))?/.exec(line)?.[0]);
    expect(marked(verdict)).toEqual(['fail']);
    expect(marked({ ...verdict, gates })).toEqual(['fail (overridden)']);
    expect(printVerdict({ ...verdict, gates }, { color: true })).toContain('\u001b[31mfail (overridden)');
  });

  test('prints failing rules with their place and examples', () => {
    expect(printValidation(makeValidation('fail'), { color: false })).toContain(
      'error delay is at least −60: failed on 1,204 of 3,000,000 rows (-1116) at contracts/flights.odcs.yaml:41\n    row 1,248,903: "-1116"\n',
    );
  });

  test('prints an evaluation with what it says', () => {
    expect(printEvaluation(passing().evaluation).split('\n')[3]).toMatch(
      /^roc_auc +0\.6502 +0\.6751 {2}0\.6728 to 0\.6774 +\+0\.0249 {2}\+0\.0235 to \+0\.0263 +▲ better$/,
    );
  });

  test('prints slices, the worst first', () => {
    const { evaluation } = failing();
    const lines = printEvaluation(evaluation).split('\n');
    const at = lines.indexOf('Slices, the worst first');
    expect(lines[at + 1]).toMatch(/^slice +metric +rows +candidate/);
    expect(lines[at + 2]).toContain('▼ worse');
  });

  test.each([
    ['ranking', 'on 60 queries and'],
    ['forecast', 'on 60 series and'],
    ['aggregates', 'by 0 imported results'],
  ] as const)('names what a task %s counts', (task, scope) => {
    const { evaluation } = passing();
    const counted = { ...evaluation, task, testSet: { ...evaluation.testSet, rows: 60 } };
    expect(printEvaluation(counted).split('\n')[0]).toContain(scope);
  });

  test('prints drift', () => {
    expect(printDrift(makeDrift(), { color: false })).toContain(
      'drifted  delay   psi 0.2613        0.2  over 45',
    );
  });

  test('colours only when asked', () => {
    const esc = String.fromCharCode(27);
    expect(printVerdict(failing().verdict, { color: false })).not.toContain(esc);
    expect(printVerdict(failing().verdict, { color: true })).toContain(`${esc}[31m`);
  });
});

test.each([
  ['verified', 'pass', 'Verified: flight-delay@v1.3.0 (1 check passed)', '### ✅ Verified: `flight-delay@'],
  [
    'incomplete',
    'not-checked',
    'Nothing is wrong, but not everything was checked',
    '### ➖ Nothing is wrong',
  ],
  ['failed', 'fail', 'Not verified: flight-delay@v1.3.0 (0 checks passed, 1 failed)', '### ❌ Not verified'],
] as const)('a release that is %s says so first', (outcome, status, line, heading) => {
  const verification = {
    outcome,
    checks: [{ name: 'file', status, file: 'model.onnx', reason: 'sha256 of model.onnx' }],
    notes: ['the test data are not in the release'],
    manifest: makeManifest(),
  };
  expect(printVerification(verification).startsWith(line)).toBe(true);
  expect(renderVerificationSummary(verification).startsWith(heading)).toBe(true);
});
