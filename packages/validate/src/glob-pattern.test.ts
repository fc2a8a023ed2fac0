import { rm } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { globOf } from './glob-pattern.ts';
import { contractText, temporaryDirectory, validateFiles, writeParquet } from './test-support.ts';

test.each([
  ['^u[0-9]{3}$', 'u[0-9][0-9][0-9]'],
  ['^[A-Z]{3}-[0-9]{1}$', '[A-Z][A-Z][A-Z]-[0-9]'],
  ['^\\d\\.\\d$', '[0-9].[0-9]'],
  ['^a{0}b$', 'b'],
])('%s is the glob %s', (pattern, glob) => expect(globOf(pattern)).toBe(glob));

test.each([
  'u[0-9]', // may stand anywhere
  '^u[0-9]+$',
  '^[0-9]{2,}$',
  '^[A-Z0-9]{2}$', // slower as a glob
  '^[9-A]$',
  '^a|b$',
  '^.$',
  '^\\*$',
  '^\\\\$',
  '^é$',
  '^$',
  '^[0-9]{25}$',
  '^[0-9]{2}{3}$',
])('%s is none', (pattern) => expect(globOf(pattern)).toBeUndefined());

/** The same texts that JavaScript's own engine fails. */
test('as a glob a pattern fails the same texts', async () => {
  const patterns = [
    '^a-[0-9]{2}$',
    '^[a-c]{2}$',
    '^\\d\\.\\d$',
    '^\\$1 \\(2\\)\\^$',
    '^[A-Z]:/x$',
    '^a{0}b$',
  ];
  const texts = [
    ...[
      'a-12',
      'a-1',
      'a-123',
      'A-12',
      'a-1é',
      'a-12\n',
      '\na-12',
      'ab',
      'cc',
      'cd',
      'aé',
      'é',
      '',
      'b',
      'a',
    ],
    ...['1.2', '1x2', '٣.٢', '1.2\r', '$1 (2)^', '$1 (2)', 'C:/x', 'c:/x', 'C:/x\0', '[A-Z]:/x', '*', '?'],
  ];
  const directory = await temporaryDirectory();
  const file = await writeParquet(directory, { x: { type: 'VARCHAR', values: texts } });
  const quality = patterns.map((pattern, i) => ({
    id: `p${i}`,
    type: 'library',
    metric: 'invalidValues',
    arguments: { pattern },
    mustBe: 0,
  }));
  const contract = contractText({ properties: [{ name: 'x', logicalType: 'string', quality }] });
  const { checks } = await validateFiles(contract, directory, [file], { evidenceRows: 0 });
  for (const [i, pattern] of patterns.entries()) {
    expect(globOf(pattern)).toBeDefined();
    const failing = texts.filter((text) => !new RegExp(pattern).test(text)).length;
    expect({ pattern, failing: checks.find(({ id }) => id === `t.x.p${i}`)?.failing }).toEqual({
      pattern,
      failing,
    });
  }
  await rm(directory, { recursive: true });
});
