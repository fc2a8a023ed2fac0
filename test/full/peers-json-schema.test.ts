import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readContract } from '@proofmark/contract';
import { silentLogger } from '@proofmark/documents';
import { type Engine, openEngine } from '@proofmark/engine';
import { validate } from '@proofmark/validate';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clearEngine } from '../../packages/validate/src/fuzz/run-case.ts';
import { type Case, schemaCase } from './json-schema-cases.ts';
import { python, whyNoPeers } from './peer-python.ts';

/**
 * Made schemas with made records, through the validator jsonschema: the same records must break them. PROOFMARK_PYTHON
 * is the interpreter of an environment with test/peers/requirements.txt installed; FUZZ_CASES and FUZZ_SEED make more
 * and other cases.
 */
const missing = whyNoPeers('JSON Schemas by jsonschema');
const cases = Number(process.env.FUZZ_CASES ?? 2_000) / 4;
const seed = Number(process.env.FUZZ_SEED ?? 1);

let folder: string;
let engine: Engine;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'peers-json-schema-'));
  engine = await openEngine({ workDirectory: join(import.meta.dirname, '../..') });
});
afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true });
});

/** 2 and 1000 are written as 2.0 and 1e3: numbers of JSON are equal by value. */
function textOf(value: unknown): string {
  return JSON.stringify(value).replaceAll(/(?<=[:[,])(?:2|1000)(?=[,\]}])/g, (numeral) =>
    numeral === '2' ? '2.0' : '1e3',
  );
}

/** By ours: the rows that break a rule, and whether all rules were enforced. */
async function brokenRows(
  { schema, rows }: Case,
  index: number,
): Promise<{ broken: number[]; isWhole: boolean }> {
  const file = `${index}.jsonl`;
  await writeFile(join(folder, file), rows.map((row) => `${textOf(row)}\n`).join(''));
  await clearEngine(engine);
  const { checks } = await validate({
    contract: readContract(JSON.stringify(schema), 't.json'),
    files: [file],
    directory: folder,
    engine,
    options: { now: new Date(), evidenceRows: rows.length },
    logger: silentLogger,
  });
  const failing = checks.filter(({ status }) => status === 'fail');
  const broken = failing.flatMap(({ evidence, failing: count, column = '' }) => {
    // A column that is stored in another type breaks the rule as a whole, in every row that has a value.
    const found = evidence
      ? evidence.rows.map(({ row }) => row ?? 0)
      : rows.flatMap((row, i) => ((row[column] ?? null) === null ? [] : [i + 1]));
    expect(evidence && found.length !== count).toBeFalsy();
    return found;
  });
  return {
    broken: [...new Set(broken)].sort((a, b) => a - b),
    isWhole: checks.every(
      ({ status, evidence, column = '' }) =>
        status !== 'unsupported' &&
        (status !== 'fail' || evidence !== undefined || rows.some((row) => Object.hasOwn(row, column))),
    ),
  };
}

test.skipIf(missing)(
  'the same records are not valid',
  async () => {
    const made = fc.sample(schemaCase, { seed, numRuns: cases });
    const file = join(folder, 'cases.json');
    await writeFile(
      file,
      `[${made.map(({ schema, rows }) => `{"schema":${JSON.stringify(schema)},"rows":${textOf(rows)}}`).join(',')}]`,
    );
    const script = join(import.meta.dirname, '../peers/json_schema_rows.py');
    const theirs: number[][] = JSON.parse(execFileSync(python, [script, file], { encoding: 'utf8' }));
    let whole = 0;
    for (const [i, each] of made.entries()) {
      const { broken, isWhole } = await brokenRows(each, i);
      const expected = theirs[i] ?? [];
      const context = `case ${i} of seed ${seed}: ${JSON.stringify(each.schema)}\n${each.rows.map(textOf).join('\n')}`;
      // Every rule must hold of a valid record; where a keyword is unsupported, more records may be invalid.
      const wanted = isWhole ? expected : expected.filter((row) => broken.includes(row));
      expect(broken, context).toEqual(wanted);
      if (isWhole) whole += 1;
    }
    console.log(`${whole} of ${cases} schemas enforced as a whole`);
    expect(whole / cases).toBeGreaterThan(0.8);
  },
  60 * 60_000,
);
