import { rm } from 'node:fs/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contractText, temporaryDirectory, validateFiles, writeParquet } from './test-support.ts';

/** Parts of patterns: what ECMA-262 and RE2 have in common, and where they are known to differ. */
const ATOMS = [
  ...['a', 'b', 'é', '1', ' ', '\\n', '.', '^', '$', '\\b', '\\B', '\\d', '\\D', '\\w', '\\W', '\\s', '\\S'],
  ...[
    '[ab]',
    '[^a]',
    '[^]',
    '[]',
    '[\\s1]',
    '[\\d-a]',
    '[[:alpha:]]',
    '[\\b]',
    '[\\c]',
    '[\\cJ]',
    '[\\1]',
    '[\\W\\d]',
  ],
  ...[
    '\\u00e9',
    '\\x41',
    '\\0',
    '\\012',
    '\\c',
    '\\cJ',
    '\\a',
    '\\Q',
    '\\z',
    '\\/',
    '\\-',
    '\\$',
    '\\\\',
    '{',
    '}',
    ']',
  ],
  ...['a{', 'a{1', '{,2}', '\\t', '\\v', '&&', '#', '~'],
];
const TEXTS = [
  ...[
    '',
    'a',
    'b',
    'ab',
    'ba',
    'aa',
    'aab',
    'A',
    'é',
    'aé',
    'e\u0301',
    '1',
    'a1',
    ' ',
    'a b',
    '_',
    '-',
    '/',
    '$',
  ],
  ...[
    '\n',
    'a\n',
    '\na',
    'a\nb',
    '\r',
    'a\r\n',
    '\u2028',
    'a\u2029',
    '\u0085',
    '\u00a0',
    '\ufeff',
    '\t',
    '\u000b',
  ],
  ...[
    '\u0001',
    '\b',
    '\\',
    '\\c',
    '{',
    'a{',
    'a{1',
    '{,2}',
    '}',
    ']',
    ':',
    '[',
    'l',
    'z',
    'Q',
    '&&',
    '#',
    '~',
    'ſ',
  ],
];

const pattern = fc.letrec<{ pattern: string; term: string }>((tie) => ({
  pattern: fc.oneof(
    { weight: 5, arbitrary: fc.array(tie('term'), { maxLength: 3 }).map((terms) => terms.join('')) },
    { weight: 1, arbitrary: fc.tuple(tie('pattern'), tie('pattern')).map((two) => two.join('|')) },
    { weight: 1, arbitrary: tie('pattern').map((inner) => `^${inner}$`) },
  ),
  term: fc.oneof(
    { maxDepth: 3 },
    { weight: 6, arbitrary: fc.constantFrom(...ATOMS) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom(...ATOMS), fc.constantFrom('*', '+?', '?', '{2}', '{0}'))
        .map((two) => two.join('')),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('(', '(?:'), tie('pattern'))
        .map(([open, inner]) => `${open}${inner})`),
    },
  ),
})).pattern;

/** Pattern by pattern, the texts that the rule fails are those that JavaScript's own engine fails. */
test('patterns mean in RE2 what they mean in ECMA-262', async () => {
  const directory = await temporaryDirectory();
  const file = await writeParquet(directory, { x: { type: 'VARCHAR', values: TEXTS } });
  const patterns = [...new Set(fc.sample(pattern, { seed: 20_261_123, numRuns: 2_500 }))].filter(isValid);
  expect(patterns.length).toBeGreaterThan(1_000);
  const quality = patterns.map((each, i) => ({
    id: `p${i}`,
    type: 'library',
    metric: 'invalidValues',
    arguments: { pattern: each },
    mustBe: 0,
  }));
  const contract = contractText({ properties: [{ name: 'x', logicalType: 'string', quality }] });
  const { checks } = await validateFiles(contract, directory, [file], { evidenceRows: 0 });
  const differing = patterns.flatMap((each, i) => {
    const check = checks.find(({ id }) => id === `t.x.p${i}`);
    const wanted = TEXTS.filter((text) => !new RegExp(each).test(text)).length;
    const isRefused = check?.status === 'unsupported' && check.reason;
    return isRefused || check?.failing === wanted ? [] : [{ each, failing: check?.failing, wanted }];
  });
  expect(differing).toEqual([]);
  const unsupported = checks.filter(({ status }) => status === 'unsupported').length;
  expect(unsupported).toBeLessThan(patterns.length / 10);
  await rm(directory, { recursive: true });
});

function isValid(text: string): boolean {
  try {
    return new RegExp(text).source !== '';
  } catch {
    return false;
  }
}
