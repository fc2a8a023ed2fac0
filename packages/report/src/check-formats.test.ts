import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Validation } from '@proofmark/documents';
import Ajv2020 from 'ajv/dist/2020.js';
import Ajv from 'ajv-draft-04';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { Log } from 'sarif';
import { describe, expect, test } from 'vitest';
import { annotateValidation, hasDataLines } from './annotations.ts';
import { makeContractDiff, makeProfile, makeValidation } from './fixtures.ts';
import { hostileCorpus } from './hostile-corpus.ts';
import { renderHtmlReport } from './html-report.ts';
import { renderJunit } from './junit.ts';
import { renderSarif } from './sarif.ts';

/** A column beyond its bounds on both sides. */
const histogram = {
  column: 'delay',
  rows: 3_000_000,
  nulls: 1_000,
  unreadable: 2,
  minimum: { value: -60, exclusive: false },
  edges: [-80, -60, -40, -20],
  counts: [700, 10, 2_900_000],
  below: 504,
  above: 9,
};

/** The OASIS schema of SARIF 2.1.0, as Microsoft's toolkit carries it. */
const schema = createRequire(import.meta.url)('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
const isSarif = new Ajv.default({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(
  schema,
);

function readSarif(validations: readonly Validation[]): Log {
  const log = JSON.parse(renderSarif(validations));
  expect(isSarif(log), JSON.stringify(isSarif.errors)).toBe(true);
  return log;
}

type Suite = { '@name': string; '@tests': string; '@failures': string; testcase: Record<string, unknown>[] };

function readJunit(validations: readonly Validation[]): { '@failures': string; testsuite: Suite[] } {
  const xml = renderJunit(validations);
  expect(XMLValidator.validate(xml)).toBe(true);
  const isArray = (name: string) => name === 'testsuite' || name === 'testcase';
  return new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@', isArray }).parse(xml).testsuites;
}

/** A validation of a text file: its evidence has lines. */
function ofText(change: (text: string) => string = (text) => text): Validation {
  const validation = makeValidation('fail');
  return {
    ...validation,
    contract: { ...validation.contract, id: change('c'), name: change('n') },
    checks: validation.checks.map((check) => ({
      ...check,
      id: change(check.id),
      description: change(check.description),
      expected: change(check.expected),
      location: { ...check.location, file: change(check.location.file) },
      ...(check.reason === undefined ? {} : { reason: change(check.reason) }),
      ...(check.evidence === undefined
        ? {}
        : {
            evidence: {
              masked: false,
              rows: check.evidence.rows.map(({ row, value }) => ({
                row,
                line: (row ?? 0) + 1,
                file: change('data/flights 2001.csv'),
                value: change(value ?? ''),
              })),
            },
          }),
    })),
  };
}

describe('SARIF', () => {
  test.each(['pass', 'warn', 'fail'] as const)('of a validation that is %s meets the schema', (status) => {
    const [run] = readSarif([makeValidation(status)]).runs;
    expect(run?.results).toHaveLength(status === 'pass' ? 0 : 2);
    expect(run?.invocations?.[0]).toMatchObject({
      exitCode: status === 'fail' ? 1 : 0,
      toolConfigurationNotifications: [
        { message: { text: expect.stringContaining('rules of other engines are not run') } },
      ],
    });
  });

  test('has a result at the line of the contract that points at the lines of the data', () => {
    const [run] = readSarif([ofText()]).runs;
    const [result] = run?.results ?? [];
    expect(result).toMatchObject({
      ruleId: 'flights.delay.minimum',
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'contracts/flights.odcs.yaml' },
            region: { startLine: 41, startColumn: 9 },
          },
        },
      ],
    });
    expect(result?.message.text).toMatch(/failed on 1,204 of .*First at \[line 1248904\]\(1\)/);
    expect(result?.relatedLocations?.[0]).toMatchObject({
      id: 1,
      physicalLocation: {
        artifactLocation: { uri: 'data/flights%202001.csv' },
        region: { startLine: 1_248_904 },
      },
    });
    expect(run?.tool.driver.rules?.[result?.ruleIndex ?? -1]?.id).toBe(result?.ruleId);
  });

  test('of a contract that hides its changes meets the schema', () => {
    const contractDiff = makeContractDiff();
    expect(readSarif([{ ...makeValidation(), contractDiff }]).runs[0]?.results).toHaveLength(3);
  });

  test('gives runs of one log different categories', () => {
    const ids = readSarif([makeValidation(), makeValidation()]).runs.map((run) => run.automationDetails?.id);
    expect(new Set(ids).size).toBe(2);
  });

  test.each(['/data/x.csv', 'C:\\data\\x.csv', '../x.csv'])('does not link to %s', (file) => {
    const [run] = readSarif([ofText((text) => (text.startsWith('data/') ? file : text))]).runs;
    expect(run?.results?.[0]?.relatedLocations).toBeUndefined();
  });

  test('has no link that a document wrote', () => {
    const [run] = readSarif([ofText((text) => `${text}[x](https://example.com)`)]).runs;
    const links = (run?.results ?? []).flatMap(({ message }) => message.text?.match(/\]\([^)]*\)/g) ?? []);
    expect(links.filter((link) => !/^\]\(\d\)$/.test(link))).toEqual([]);
  });
});

test.each(['pass', 'fail'] as const)(
  'the JSON of a validation that is %s meets its published schema',
  (status) => {
    const published = new URL('../../documents/schemas/validation.schema.json', import.meta.url);
    const isValidation = new Ajv2020.default({ strict: false, validateFormats: false }).compile(
      JSON.parse(readFileSync(published, 'utf8')),
    );
    const validation = {
      ...makeValidation(status),
      contractDiff: makeContractDiff(),
      histograms: [histogram],
    };
    expect(isValidation(validation), JSON.stringify(isValidation.errors)).toBe(true);
    expect(isValidation({ ...validation, status: 'good' })).toBe(false);
  },
);

describe('JUnit', () => {
  test('has a case for each rule: failures are the broken errors', () => {
    const { testsuite } = readJunit([makeValidation('fail'), makeValidation('pass')]);
    expect(testsuite[0]).toMatchObject({
      '@name': 'US flights of 2001',
      '@tests': '4',
      '@failures': '1',
      '@errors': '0',
      '@skipped': '1',
    });
    const [, broken, warned, skipped] = testsuite[0]?.testcase ?? [];
    expect(broken).toMatchObject({
      '@name': 'flights.delay.minimum',
      '@file': 'contracts/flights.odcs.yaml',
      '@line': '41',
      failure: { '@type': 'minimum', '#text': expect.stringContaining('row 1,248,903: "-1116"') },
    });
    expect(warned).toMatchObject({ 'system-out': expect.stringMatching(/^warning: .*is unique: failed on/) });
    expect(skipped).toMatchObject({ skipped: { '@message': expect.stringContaining('other engines') } });
    expect(testsuite[1]).toMatchObject({ '@failures': '0' });
  });

  test('calls what is not enforced an error where that alone failed the validation', () => {
    const { testsuite } = readJunit([{ ...makeValidation('pass'), status: 'fail' }]);
    expect(testsuite[0]).toMatchObject({ '@errors': '1', '@skipped': '0' });
  });
});

describe('hostile text stays text', () => {
  test.each(hostileCorpus)('%j', (hostile) => {
    const validation = ofText((text) => `${text}${hostile}`);
    readSarif([validation]);
    const { testsuite } = readJunit([validation]);
    expect(testsuite[0]?.testcase).toHaveLength(validation.checks.length);
  });

  test('the characters XML does not know', () => {
    expect(renderJunit([ofText((text) => `${text}\u0000\u000b\ufffe\uffff\ud800`)])).not.toMatch(
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/,
    );
  });
});

describe('annotations', () => {
  const lines = (validation: Validation, changed: string[]) =>
    annotateValidation(validation, new Set(changed))
      .filter(({ file }) => file.endsWith('.csv'))
      .map(({ line, message }) => [line, message]);

  test('stand on the lines of data files that the pull request changes', () => {
    expect(lines(ofText(), ['data/flights 2001.csv'])).toEqual([
      [1_248_904, 'delay is at least −60: received -1116'],
      [1_249_118, 'delay is at least −60: received -94'],
      [2_004_552, 'delay is at least −60: received -81'],
      [18_221, '(date, origin, destination) is unique: received 2001-01-01 09:30, ATL, ORD'],
    ]);
    expect(lines(ofText(), ['data/other.csv'])).toEqual([]);
  });

  test('of rules come before those of rows, and both together stay within ten of a level', () => {
    const validation = ofText();
    const many = { ...validation, checks: Array.from({ length: 4 }, () => validation.checks).flat() };
    const annotations = annotateValidation(many, new Set(['data/flights 2001.csv']));
    const errors = annotations.filter(({ level }) => level === 'error');
    expect(errors).toHaveLength(10);
    expect(errors.slice(0, 4).every(({ file }) => file.endsWith('.yaml'))).toBe(true);
  });

  test.each([
    [true, ofText()],
    [false, makeValidation('fail')],
  ])('ask for the diff only where evidence has lines: %s', (expected, validation) => {
    expect(hasDataLines(validation)).toBe(expected);
  });
});

describe('the HTML report', () => {
  test('draws histograms with the bounds of the contract and what lies outside', () => {
    const page = renderHtmlReport({
      validations: [{ ...makeValidation('fail'), histograms: [histogram] }],
      profile: makeProfile(),
    });
    expect(page).toContain('<title>Histogram of delay: ');
    expect(page).not.toContain('Values of delay');
    const bars = [
      ...page.matchAll(/<g [^>]*fill="var\(--(fail|candidate-area)\)"[^>]*>((?:<rect[^>]*>)+)<\/g>/g),
    ];
    expect(bars.map(([, color, rects = '']) => [color, rects.split('<rect').length - 1])).toEqual([
      ['candidate-area', 2],
      ['fail', 1],
    ]);
    for (const text of [
      'minimum −60',
      '◂ 504 below',
      '9 above ▸',
      '1,204 failing (under 0.1 %)',
      '2 not numbers',
    ])
      expect(page).toContain(text);
  });

  const other = { ...makeProfile(), source: { files: [] } };
  test.each([
    ['draws the columns of failing checks', 'fail', makeProfile(), ['Values of delay']],
    ['draws no column where all rules hold', 'pass', makeProfile(), []],
    ['draws nothing from a profile of other files', 'fail', other, []],
  ] as const)('%s', (_what, status, profile, titles) => {
    const page = renderHtmlReport({ validations: [makeValidation(status)], profile });
    expect([...page.matchAll(/<title>(Values of \w+)/g)].map(([, title]) => title)).toEqual(titles);
    if (titles.length > 0) {
      expect(page).toContain('>at least −60: 1,204 failing');
      expect(page).toContain('>(null)<');
    }
  });
});
