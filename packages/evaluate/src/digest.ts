import type { Engine, Row } from '@proofmark/engine';

const MODULUS = 1n << 64n;

/**
 * Digest of the set of (id, label) pairs of the table `rows`, whatever their order. For each label, the halves of
 * the MD5 of every id (UTF-8 text; read as two little-endian 64-bit integers) are added up; then the MD5 of each
 * line `label`, U+001F, `sum of the high halves`, U+001F, `sum of the low halves` (decimal) are added up in the same
 * way, modulo 2^64. Any engine with MD5 can repeat it. It tells test sets apart; it is no defence against somebody
 * who constructs one to match (for that, the evaluation holds the SHA-256 of every file).
 */
export async function testSetDigest(engine: Engine, labelText: string): Promise<string> {
  const perLabel = `SELECT label, ${halves.join(', ')} FROM (SELECT label, md5_number(id::VARCHAR) AS x FROM rows) GROUP BY label`;
  const line = `concat_ws(chr(31), ${labelText}, high, low)`;
  const [row = {}] = await engine.query(
    `SELECT ${halves.join(', ')} FROM (SELECT md5_number(${line}) AS x FROM (${perLabel}))`,
  );
  return `md5-sum:${hex(row.high)}${hex(row.low)}`;
}

const halves = [
  'sum((x >> 64)::UBIGINT)::VARCHAR AS high',
  'sum((x & 18446744073709551615::UHUGEINT)::UBIGINT)::VARCHAR AS low',
];

function hex(sum: Row[string] | undefined): string {
  return (BigInt(String(sum)) % MODULUS).toString(16).padStart(16, '0');
}
