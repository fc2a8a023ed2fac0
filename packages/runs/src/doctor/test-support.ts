import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Finding, silentLogger } from '@proofmark/documents';
import { onTestFinished } from 'vitest';
import type { Workplace } from '../workplace.ts';
import { diagnose } from './diagnose.ts';

/** Repositories to look at. For tests. */

export const examples = join(import.meta.dirname, '../../../../workflows-examples');
export const example = (name: string) => readFileSync(join(examples, name), 'utf8');

/** What is found in a repository with these workflows, by their names. */
export async function findings(
  workflows: Readonly<Record<string, string>>,
  config = 'model: m\n',
): Promise<Finding[]> {
  const directory = mkdtempSync(join(tmpdir(), 'proofmark-doctor-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const write = (path: string, text: string) => {
    mkdirSync(join(directory, dirname(path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  };
  write('proofmark.yml', config);
  for (const [name, text] of Object.entries(workflows)) write(`.github/workflows/${name}`, text);
  const place: Workplace = {
    directory,
    config: 'proofmark.yml',
    out: 'proofmark-out',
    logger: silentLogger,
    now: () => new Date('2026-01-01T00:00:00Z'),
  };
  return (await diagnose(place)).findings;
}

/** The example of the whole loop with one change, which must be one. */
export function changed(from: string | RegExp, to: string, name = 'pull-request.yml'): string {
  const text = example(name);
  const result = text.replace(from, to);
  if (result === text) throw new Error(`${name} has no ${from}`);
  return result;
}

/** A workflow of one job beside a healthy loop. */
export const other = (on: string, job: string) =>
  `name: other\non: ${on}\npermissions: {}\njobs:\n  j:\n${job}`;
export const script = (text: string) =>
  `    runs-on: ubuntu-latest\n    permissions: {}\n    steps:\n      - run: |\n          ${text}\n`;
export const checkout = 'actions/checkout@1af3b93b6815bc44a9784bd300feb67ff0d1eeb3';
