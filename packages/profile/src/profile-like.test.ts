import { describe, expect, test } from 'vitest';
import { useProfiling } from './test-support.ts';

const { profileOf, profileIn } = useProfiling();

describe('in the bins of an earlier profile', () => {
  test('a new value is one of the others, a value that is gone counts zero', async () => {
    const before = await profileOf("SELECT CASE WHEN range < 6 THEN 'a' ELSE 'b' END AS x FROM range(20)");
    const [after] = await profileIn("SELECT unnest(['a', 'c', 'c', 'd', NULL]) AS x", before ? [before] : []);
    expect(after).toMatchObject({
      nulls: 1,
      distinct: 3,
      values: [
        { value: 'b', count: 0 },
        { value: 'a', count: 1 },
      ],
      other: 3,
    });
  });

  test('numbers outside the range of then are in the outer bins', async () => {
    const before = await profileOf('SELECT range AS x FROM range(100)');
    const [after] = await profileIn('SELECT unnest([-1e9, 50, 1e9, 2e9]) AS x', before ? [before] : []);
    expect(after).toMatchObject({ counts: [1, 0, 0, 0, 0, 1, 0, 0, 0, 2] });
  });

  test('bins without any number now are empty', async () => {
    const before = await profileOf('SELECT range AS x FROM range(100)');
    const [after] = await profileIn('SELECT NULL::INTEGER AS x FROM range(4)', before ? [before] : []);
    expect(after).toMatchObject({ rows: 4, nulls: 4, mean: null, minimum: null, counts: Array(10).fill(0) });
  });

  test.each(['TINYINT', 'BIGINT', 'FLOAT', 'DOUBLE', 'DECIMAL(9, 3)', 'VARCHAR'])(
    'numbers stay the same values as %s',
    async (type) => {
      const before = await profileOf('SELECT (range % 3)::FLOAT AS x FROM range(30)');
      const [after] = await profileIn(
        `SELECT (range % 3)::${type} AS x FROM range(30)`,
        before ? [before] : [],
      );
      expect(after).toEqual(before);
    },
  );

  test('texts that are no numbers match no number', async () => {
    const before = await profileOf("SELECT unnest(['', ' ', '0x1', 'x']) AS x FROM range(5)");
    const [after] = await profileIn(
      'SELECT (range % 2)::INTEGER AS x FROM range(10)',
      before ? [before] : [],
    );
    expect(after).toMatchObject({ other: 10 });
  });
});
