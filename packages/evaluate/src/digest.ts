import type { Engine } from '@proofmark/engine';

const MODULUS = 1n << 64n;

/**
 * Digest of the set of (id, label) pairs of the table `rows`, whatever their order. Each pair is the UTF-8 text
 * `id`, U+001F, `label`; the two halves of its MD5, read as little-endian 64-bit integers, are summed modulo 2^64
 * over all rows. Any engine with MD5 can repeat it. It tells test sets apart; it is no defence against somebody who
 * constructs one to match (for that, the evaluation holds the SHA-256 of every file).
 */
export async function testSetDigest(engine: Engine, idText: string, labelText: string): Promise<string> {
  const [row] = await engine.query(`
    SELECT sum((x >> 64)::UBIGINT)::VARCHAR AS high, sum((x & 18446744073709551615::UHUGEINT)::UBIGINT)::VARCHAR AS low
    FROM (SELECT md5_number(${idText} || chr(31) || ${labelText}) AS x FROM rows)`);
  const half = (sum: unknown) => (BigInt(String(sum)) % MODULUS).toString(16).padStart(16, '0');
  return `md5-sum:${half(row?.low)}${half(row?.high)}`;
}
