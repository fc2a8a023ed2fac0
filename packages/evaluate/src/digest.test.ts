import { createHash } from 'node:crypto';
import { openEngine } from '@proofmark/engine';
import { expect, test } from 'vitest';
import { testSetDigest } from './digest.ts';

type Pair = [id: string, label: string];

/** The definition, written out with another MD5. */
function define(pairs: readonly Pair[]): string {
  const sums = (texts: readonly string[]) =>
    texts.reduce(
      ([high, low], text) => {
        const md5 = createHash('md5').update(text).digest();
        return [high + md5.readBigUInt64LE(8), low + md5.readBigUInt64LE(0)] as const;
      },
      [0n, 0n] as readonly [bigint, bigint],
    );
  const labels = [...new Set(pairs.map(([, label]) => label))];
  const lines = labels.map((label) => {
    const [high, low] = sums(pairs.filter((pair) => pair[1] === label).map(([id]) => id));
    return [label, high, low].join('\u001f');
  });
  return `md5-sum:${sums(lines)
    .map((sum) => (sum % 2n ** 64n).toString(16).padStart(16, '0'))
    .join('')}`;
}

async function digestOf(pairs: readonly Pair[]): Promise<string> {
  const engine = await openEngine({ workDirectory: import.meta.dirname });
  const values = pairs.map(([id, label]) => `('${id}', '${label}')`).join(', ');
  await engine.query(`CREATE TABLE rows AS SELECT * FROM (VALUES ${values}) AS v (id, label)`);
  const digest = await testSetDigest(engine, 'label');
  await engine.close();
  return digest;
}

const pairs: Pair[] = Array.from({ length: 500 }, (_, i) => [`é-${i}`, String(i % 3)]);

test('the digest is what its definition says, in any order', async () => {
  expect(await digestOf(pairs)).toBe(define(pairs));
  expect(await digestOf(pairs.toReversed())).toBe(define(pairs));
});

test.each<[string, (pair: Pair, i: number) => Pair]>([
  ['another label', ([id, label], i) => (i === 7 ? [id, '2'] : [id, label])],
  ['another id', ([id, label], i) => (i === 7 ? [`${id}x`, label] : [id, label])],
  ['two labels exchanged', ([id, label], i) => (i < 2 ? [id, String(1 - i)] : [id, label])],
  [
    'classes renamed into each other',
    ([id, label]) => [id, label === '0' ? '1' : label === '1' ? '0' : label],
  ],
])('%s changes it', async (_name, change) => {
  expect(await digestOf(pairs.map(change))).not.toBe(define(pairs));
});
