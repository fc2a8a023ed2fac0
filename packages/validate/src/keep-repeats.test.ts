import { readContract } from '@proofmark/contract';
import { openEngine } from '@proofmark/engine';
import { expect, test } from 'vitest';
import { keepRepeats } from './keep-repeats.ts';
import { plainColumnSql } from './prepare-columns.ts';
import { contractText } from './test-support.ts';

const contract = contractText({
  properties: ['a', 'b'].map((name) => ({ name, logicalType: 'integer' })),
});
const columns = readContract(contract, 'c.odcs.yaml').tables.flatMap((table) =>
  table.columns.map((column, i) => plainColumnSql(column, 'BIGINT', i, 'typed')),
);

test.each([
  ['few: their rows are kept', 10, 6],
  ['more than is kept: counted all the same', 5, undefined],
])('repeated pairs, %s', async (_name, limit, kept) => {
  const engine = await openEngine({ workDirectory: import.meta.dirname, threads: 2 });
  try {
    // The pairs (0, 0) and (1, 1) occur three times each, (2, null) twice; the key is not unique in the other rows.
    await engine.query(`CREATE TABLE numbered AS SELECT a, b, k, row_number() OVER () AS __row, 'f' AS __file
      FROM (VALUES (0, 0, 1), (1, 1, 2), (0, 0, 3), (1, 1, 4), (2, NULL, 5), (2, NULL, 6), (0, 0, 7), (1, 1, 8),
        (0, 1, 9), (1, 0, 10)) t(a, b, k)`);
    const found = await keepRepeats(
      engine,
      { data: 'numbered', numberRows: async () => 'numbered', key: ['k'] },
      columns,
      'kept rows',
      limit,
    );
    expect(found).toMatchObject({ groups: 2, members: 6, extra: 4 });
    const rows = found.rows && (await engine.query(`SELECT a, b, k, __row, __file FROM ${found.rows}`));
    expect(rows?.length).toBe(kept);
  } finally {
    await engine.close();
  }
});
