import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { EvaluationSection } from '@proofmark/documents';
import { afterAll } from 'vitest';
import { importAggregates } from './import-aggregates.ts';

/** Made by the tools themselves: see `generate.py` there. */
export const fixtures = join(import.meta.dirname, '../../test/imports');
/** Of one file of tests, and gone after them. */
export const directory = mkdtempSync(join(tmpdir(), 'proofmark-import-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

export type ImportSection = NonNullable<EvaluationSection['import']>;
export type Ask = (url: string, headers: Record<string, string>) => Promise<Response>;

export const unreachable: Ask = async () => {
  throw new Error('not asked');
};

export function run(section: ImportSection, workDirectory = fixtures, ask = unreachable, token?: string) {
  return importAggregates({ model: 'm', import: section, workDirectory }, { ask, mlflowToken: token });
}

export function write(name: string, content: string | object): string {
  writeFileSync(join(directory, name), typeof content === 'string' ? content : JSON.stringify(content));
  return name;
}

/** A database of MLflow with two runs, by their ids. */
export const database = join(directory, 'mlflow.db');
const dump = readFileSync(join(fixtures, 'mlflow.sql'), 'utf8');
export const [earlier = '', later = ''] = /^-- runs: (.*)$/m.exec(dump)?.[1]?.split(' ') ?? [];
new DatabaseSync(database, { enableForeignKeyConstraints: false }).exec(dump);
