import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { literal, openEngine } from '@proofmark/engine';
import { describe, expect, test } from 'vitest';
import { array, nestedCases, object, type Storage, type Value } from './nested-cases.ts';
import { checkNamed, evidenceValues, oneColumn, temporaryDirectory, validateFiles } from './test-support.ts';

/** Values of the column `x` (beside a column `n` of numbers), nested ones as JSON text in CSV. */
async function write(storage: Storage, directory: string, values: readonly Value[]): Promise<string> {
  const json = values.map((x, i) => JSON.stringify({ n: i + 1, x })).join('\n');
  await writeFile(join(directory, 'd.jsonl'), `${json}\n`);
  if (storage === 'jsonl') return 'd.jsonl';
  if (storage === 'csv') {
    const text = (x: Value) => (x === null ? '' : `"${JSON.stringify(x).replaceAll('"', '""')}"`);
    await writeFile(
      join(directory, 'd.csv'),
      `n,x\n${values.map((x, i) => `${i + 1},${text(x)}`).join('\n')}\n`,
    );
    return 'd.csv';
  }
  const engine = await openEngine({ workDirectory: directory, threads: 1 });
  const from = `read_json(${literal(join(directory, 'd.jsonl'))}, map_inference_threshold = 2)`;
  await engine.query(`COPY (SELECT * FROM ${from}) TO ${literal(join(directory, 'd.parquet'))}`);
  await engine.close();
  return 'd.parquet';
}

describe.each<Storage>(['jsonl', 'csv', 'parquet'])('what lies inside of columns of %s', (storage) => {
  test.each(nestedCases.filter(({ storages }) => storages?.includes(storage) ?? true))(
    '$rule',
    async ({ property, check, passing, failing, shows }) => {
      const directory = await temporaryDirectory();
      const contract = oneColumn(property);
      const good = await validateFiles(contract, directory, [await write(storage, directory, passing)]);
      expect(good.checks.filter(({ status }) => status === 'fail' || status === 'unsupported')).toEqual([]);
      expect(checkNamed(good, `t.${check}`)).toMatchObject({ status: 'pass', failing: 0 });
      const file = await write(storage, directory, [...passing, ...failing]);
      const found = checkNamed(await validateFiles(contract, directory, [file]), `t.${check}`);
      expect(found).toMatchObject({ status: 'fail', failing: failing.length });
      expect(found.evidence?.rows.map(({ row }) => row)).toEqual(
        failing.map((_, i) => passing.length + i + 1),
      );
      // Reading JSON for the Parquet file, DuckDB makes some of the integers doubles.
      const shown = evidenceValues(found).map((value) => value?.replace(/\.0$/, '') ?? null);
      if (shows) expect(shown).toEqual(shows);
    },
  );
});

describe('the shape itself', () => {
  test('text that is no JSON of the declared kind breaks the type rule, and no other', async () => {
    const directory = await temporaryDirectory({ 'd.csv': 'n,x\n1,"[1]"\n2,"{}"\n3,nonsense\n4,\n' });
    const contract = oneColumn(array({ minItems: 1 }, { logicalType: 'integer', required: true }));
    const validation = await validateFiles(contract, directory, ['d.csv']);
    expect(checkNamed(validation, 't.x.logicalType')).toMatchObject({ failing: 2, checked: 3 });
    expect(checkNamed(validation, 't.x.minItems').status).toBe('pass');
  });

  test('a field that a typed file does not have fails once', async () => {
    const directory = await temporaryDirectory();
    const file = await write('parquet', directory, [{ a: 1 }]);
    const contract = oneColumn(object([{ name: 'b', required: true }]));
    const validation = await validateFiles(contract, directory, [file]);
    expect(checkNamed(validation, 't.x.b.present')).toMatchObject({ status: 'fail', received: 'absent' });
    expect(checkNamed(validation, 't.x.b.required').status).toBe('not-applicable');
  });

  test('what is about rows is not asked of items', async () => {
    const directory = await temporaryDirectory({ 'd.jsonl': '{"x":[1]}\n' });
    const contract = oneColumn(array({}, { logicalType: 'integer', unique: true }));
    const check = checkNamed(await validateFiles(contract, directory, ['d.jsonl']), 't.x[].unique');
    expect(check).toMatchObject({ status: 'unsupported', reason: /about rows/ });
  });

  test('a column named like a path is refused', async () => {
    const directory = await temporaryDirectory({ 'd.jsonl': '{"x":{"a":1}}\n' });
    const contract = oneColumn(object([{ name: 'a' }])).replace(
      '"properties"',
      '"description":"","properties"',
    );
    const twin = JSON.parse(contract);
    twin.schema[0].properties.push({ name: 'x.a' });
    await expect(validateFiles(JSON.stringify(twin), directory, ['d.jsonl'])).rejects.toThrow(
      /two properties are called x\.a/,
    );
  });
});
