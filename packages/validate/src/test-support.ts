import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readContract } from '@proofmark/contract';
import { type Check, parseDocument, silentLogger, type Validation } from '@proofmark/documents';
import { identifier, literal, openEngine } from '@proofmark/engine';
import { validate } from './validate.ts';
import type { ValidateOptions } from './validate-request.ts';

/** A table for tests: the SQL type of each column, and its values as texts. */
export type TestTable = Record<string, { type: string; values: readonly (string | null)[] }>;

export const NOW = new Date('2024-06-01T00:00:00Z');

/** A contract of one table `t`; JSON is YAML too. */
export function contractText(table: Record<string, unknown>, root: Record<string, unknown> = {}): string {
  return JSON.stringify(
    {
      apiVersion: 'v3.2.0',
      kind: 'DataContract',
      id: 'test',
      version: '1.0.0',
      schema: [{ name: 't', ...table }],
      ...root,
    },
    null,
    1,
  );
}

export async function temporaryDirectory(files: Record<string, string | Uint8Array> = {}): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'validate-test-'));
  for (const [name, content] of Object.entries(files)) await writeFile(join(directory, name), content);
  return directory;
}

/** Validates files of a directory on a real engine; the document is checked against its schema. */
export async function validateFiles(
  contract: string,
  directory: string,
  files: readonly string[],
  options: Partial<ValidateOptions> = {},
  name = 'contract.odcs.yaml',
): Promise<Validation> {
  const engine = await openEngine({ workDirectory: directory, threads: 2 });
  try {
    const validation = await validate({
      contract: readContract(contract, name),
      files,
      directory,
      engine,
      options: { now: NOW, ...options },
      logger: silentLogger,
    });
    return parseDocument(JSON.stringify(validation), 'validation', 'validation');
  } finally {
    await engine.close();
  }
}

export async function writeCsv(directory: string, table: TestTable): Promise<string> {
  const columns = Object.values(table);
  const quote = (text: string | null) => (text === null ? '' : `"${text.replaceAll('"', '""')}"`);
  const rows = (columns[0]?.values ?? []).map((_, i) =>
    columns.map(({ values }) => quote(values[i] ?? null)).join(','),
  );
  const lines = [Object.keys(table).map(quote).join(','), ...rows];
  await writeFile(join(directory, 'data.csv'), `${lines.join('\n')}\n`);
  return 'data.csv';
}

export async function writeParquet(directory: string, table: TestTable): Promise<string> {
  const lists = Object.entries(table).map(([name, { type, values }]) => {
    const texts = values.map((value) => (value === null ? 'NULL' : literal(value))).join(', ');
    return `CAST(unnest([${texts}]::VARCHAR[]) AS ${type}) AS ${identifier(name)}`;
  });
  const engine = await openEngine({ workDirectory: directory, threads: 2 });
  await engine.query(`COPY (SELECT ${lists.join(', ')}) TO ${literal(join(directory, 'data.parquet'))}`);
  await engine.close();
  return 'data.parquet';
}

export function checkNamed(validation: Validation, id: string): Check {
  const found = validation.checks.find((check) => check.id === id);
  if (!found)
    throw new Error(`no check ${id} among ${validation.checks.map((check) => check.id).join(', ')}`);
  return found;
}

export function evidenceValues(check: Check): (string | null)[] {
  return check.evidence?.rows.map(({ value }) => value) ?? [];
}

/** A contract of one table `t` with one column `x`. */
export function oneColumn(property: Record<string, unknown>, root: Record<string, unknown> = {}): string {
  return contractText({ properties: [{ name: 'x', ...property }] }, root);
}
