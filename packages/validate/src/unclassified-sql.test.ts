import { expect, test } from 'vitest';
import { usesOnly } from './unclassified-sql.ts';

const open = new Set(['amount', 'the day', 'o']);

test.each([
  'SELECT avg(amount) FROM t',
  'select max(amount) - min(o) from {table} where amount > 0 and o is not null',
  "SELECT sum(amount) FROM t WHERE \"the day\" IN ('k', 'secret') GROUP BY o",
  'SELECT count(*) FILTER (WHERE amount > 1e3) FROM "t"',
  'SELECT 100.0 * count(o) / count(*) FROM orders',
])('%s uses open columns alone', (sql) => expect(usesOnly(sql, open)).toBe(true));

test.each([
  'SELECT max(secret) FROM t',
  'SELECT max("secret") FROM t',
  'SELECT max(t) FROM t',
  'SELECT hash(max(t)) FROM t',
  'SELECT struct_extract_at(max(t), 2) FROM t',
  'SELECT c2 FROM (FROM t) z(c1, c2, c3)',
  'SELECT max(o) FROM t z(o)',
  'SELECT max(o) FROM t AS z(o)',
  'SELECT max(o) FROM (SELECT secret FROM t) z(o)',
  'WITH z(o) AS (FROM t) SELECT max(o) FROM z',
  'SELECT #1 FROM t',
  'SELECT * FROM t',
  'SELECT t.* FROM t',
  'FROM t',
  'SELECT max(COLUMNS(*)) FROM t',
  'SELECT max(o) FROM t -- and more',
])('%s may use others', (sql) => expect(usesOnly(sql, open)).toBe(false));
