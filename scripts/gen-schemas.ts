/**
 * Writes the JSON Schemas of the documents and of proofmark.yml from their TypeScript definitions.
 * `--check` writes nothing and fails when a committed schema is stale.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Config, documentSchemas, writeTextFile } from '@proofmark/documents';
import { z } from 'zod';

const directory = join(import.meta.dirname, '..', 'packages', 'documents', 'schemas');
const schemas: Record<string, z.ZodType> = { ...documentSchemas, config: Config };

const stale: string[] = [];
for (const [name, schema] of Object.entries(schemas)) {
  const title = name === 'config' ? 'proofmark.yml' : `Proofmark ${name} document`;
  const text = `${JSON.stringify({ title, ...z.toJSONSchema(schema, { io: 'input' }) }, null, 2)}\n`;
  const path = join(directory, `${name}.schema.json`);
  const current = await readFile(path, 'utf8').catch(() => '');
  if (current === text) continue;
  if (process.argv.includes('--check')) stale.push(`packages/documents/schemas/${name}.schema.json`);
  else await writeTextFile(path, text);
}
if (stale.length > 0) {
  console.error(`stale: ${stale.join(', ')}; run: node --conditions=source scripts/gen-schemas.ts`);
  process.exitCode = 1;
}
