import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readContract } from '@proofmark/contract';
import { silentLogger } from '@proofmark/documents';
import { openEngine } from '@proofmark/engine';
import { validate } from '@proofmark/validate';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { python, whyNoPeers } from './peer-python.ts';

/**
 * The same data and equivalent rules through pandera and Frictionless: the same rows must break them. Where the
 * tools mean something else, the difference is stated here and in packages/contract/README.md. PROOFMARK_PYTHON is
 * the interpreter of an environment with test/peers/requirements.txt installed.
 */
const missing = whyNoPeers('validation by pandera and Frictionless');

type Type = 'integer' | 'number' | 'string';
type Rule = { id: string; column: string; type: Type; kind: string; value?: unknown };

const rule = (type: Type, kind: string, value?: unknown): Rule => ({
  id: `${type}_${kind}`,
  column: type,
  type,
  kind,
  ...(value === undefined ? {} : { value }),
});
const rules: Rule[] = [
  rule('integer', 'not_null'),
  rule('integer', 'unique'),
  rule('integer', 'at_least', -3),
  rule('integer', 'at_most', 1_000_000),
  rule('number', 'not_null'),
  rule('number', 'at_least', 0.1),
  rule('number', 'at_most', 99.5),
  rule('string', 'not_null'),
  rule('string', 'unique'),
  rule('string', 'pattern', '^[a-z]+$'),
  rule('string', 'among', ['a', 'abc', 'é', 'NULL']),
  rule('string', 'min_length', 2),
  rule('string', 'max_length', 3),
];

const pools: Record<Type, string[]> = {
  integer: [
    '',
    '-4',
    '-3',
    '0',
    '7',
    '007',
    '+5',
    '1000000',
    '1000001',
    '9007199254740993',
    '9007199254740992',
  ],
  number: ['', '0.1', '0.09', '99.5', '99.50', '99.51', '-1', '1e2', '1e-3', '.5', '5.', '0'],
  string: [
    '',
    'a',
    'ab',
    'abc',
    'abcd',
    'ABC',
    'é',
    '😀😀',
    'NULL',
    'null',
    'NA',
    ' a',
    'a ',
    '"q',
    'x,y',
    '12',
    'nan',
  ],
};

function propertyOf({ kind, value }: Rule): Record<string, unknown> {
  const option = {
    at_least: 'minimum',
    at_most: 'maximum',
    min_length: 'minLength',
    max_length: 'maxLength',
    pattern: 'pattern',
  }[kind];
  if (option) return { logicalTypeOptions: { [option]: value } };
  if (kind === 'among') return { enum: (value as string[]).map((each) => ({ value: each })) };
  return kind === 'unique' ? { unique: true } : { required: true };
}

let folder: string;
let file: string;
let rowCount: number;
let integers: string[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'peers-validate-'));
  file = join(folder, 'data.csv');
  const row = fc.tuple(
    ...(['integer', 'number', 'string'] as const).map((type) => fc.constantFrom(...pools[type])),
  );
  const rows = fc.sample(row, { seed: 7, numRuns: 1_500 });
  rowCount = rows.length;
  integers = rows.map(([integer = '']) => integer);
  const quote = (text: string) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = ['integer,number,string', ...rows.map((cells) => cells.map(quote).join(','))];
  await writeFile(file, `${lines.join('\n')}\n`);
});
afterAll(() => rm(folder, { recursive: true }));

/** Row numbers that break one rule, by ours. */
async function failingRows(each: Rule): Promise<number[]> {
  const contract = JSON.stringify({
    apiVersion: 'v3.2.0',
    kind: 'DataContract',
    id: 'peers',
    version: '1.0.0',
    schema: [{ name: 't', properties: [{ name: each.column, logicalType: each.type, ...propertyOf(each) }] }],
  });
  const engine = await openEngine({ workDirectory: join(import.meta.dirname, '../..') });
  try {
    const { checks } = await validate({
      contract: readContract(contract, 'contract.odcs.yaml'),
      files: [file],
      directory: folder,
      engine,
      options: { now: new Date(), evidenceRows: rowCount },
      logger: silentLogger,
    });
    expect(checks.map(({ status }) => status)).not.toContain('unsupported');
    const found = checks.at(-1);
    expect(found?.failing).toBe(found?.evidence?.rows.length ?? 0);
    return (found?.evidence?.rows ?? []).flatMap(({ row }) => row ?? []).sort((a, b) => a - b);
  } finally {
    await engine.close();
  }
}

function peerRows(tool: string): Record<string, number[]> {
  const rulesFile = join(folder, 'rules.json');
  const script = join(import.meta.dirname, '../peers/failing_rows.py');
  return JSON.parse(execFileSync(python, [script, tool, file, rulesFile], { encoding: 'utf8' }));
}

describe.skipIf(missing)('the same rows break equivalent rules', () => {
  let theirs: Record<string, Record<string, number[]>>;
  beforeAll(async () => {
    await writeFile(join(folder, 'rules.json'), JSON.stringify(rules));
    theirs = { pandera: peerRows('pandera'), frictionless: peerRows('frictionless') };
  });

  test.each(
    ['pandera', 'frictionless'].flatMap((tool) => rules.map((each) => ({ tool, each, id: each.id }))),
  )('$tool $id', async ({ tool, each }) => {
    const ours = await failingRows(each);
    const rows = theirs[tool]?.[each.id] ?? [];
    expect(ours.filter((row) => !rows.includes(row))).toEqual([]);
    const more = rows.filter((row) => !ours.includes(row)).map((row) => integers[row - 1]);
    // In a text file unique is about the text: to the others, which compare numbers, 007 repeats 7.
    expect(more).toEqual(each.id === 'integer_unique' ? [expect.stringMatching(/^(7|007)$/)] : []);
  });
});
