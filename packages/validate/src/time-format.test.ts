import { readFileSync } from 'node:fs';
import { translateTimeFormat } from '@proofmark/contract';
import { literal, openEngine } from '@proofmark/engine';
import { expect, test } from 'vitest';
import { temporaryDirectory } from './test-support.ts';
import { readForms } from './time-format-sql.ts';

type Texts = { accepted: string[]; refused: string[] };

/** Written by test/golden/TimeFormats.java: java.time of Java 17 and 25, strict resolver. */
const golden = JSON.parse(
  readFileSync(new URL('../test/golden/time-formats.json', import.meta.url), 'utf8'),
) as Record<string, Texts>;

/** The texts that are read as a time. */
async function accepted(format: string, texts: readonly string[]): Promise<string[]> {
  const translated = translateTimeFormat(format);
  if ('reason' in translated) throw new Error(translated.reason);
  const engine = await openEngine({ workDirectory: await temporaryDirectory(), threads: 1 });
  const read = readForms('t', translated.forms, (sql) => `${sql}::TIMESTAMP`);
  const rows = await engine.query(
    `SELECT t FROM (SELECT unnest([${texts.map((text) => literal(text)).join(', ')}]) AS t) WHERE ${read} IS NOT NULL`,
  );
  await engine.close();
  return rows.map(({ t }) => String(t));
}

test.each(Object.entries(golden))('%s takes the texts that java.time takes', async (format, texts) => {
  const taken = new Set(await accepted(format, [...texts.accepted, ...texts.refused]));
  expect(texts.accepted.filter((text) => !taken.has(text))).toEqual([]);
  expect(texts.refused.filter((text) => taken.has(text))).toEqual([]);
});

test('the letter Z takes offsets of any notation, as the examples of the standard mean it', async () => {
  const texts = ['2026-01-05T01:02:03Z', '2026-01-05T01:02:03+0100', '2026-01-05T01:02:03+01:00'];
  expect(await accepted('yyyy-MM-ddTHH:mm:ssZ', [...texts, '2026-01-05T01:02:03+01'])).toEqual(texts);
});
