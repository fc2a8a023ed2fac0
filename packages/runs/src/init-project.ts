import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Config, check, parseYaml, writeTextFile } from '@proofmark/documents';
import { inferContractText } from './infer-contract.ts';
import { dataSection, starterConfig } from './starter-config.ts';
import { starterWorkflow } from './starter-workflow.ts';
import { pathIn, type Workplace } from './workplace.ts';

export type InitOptions = {
  /** Name of the model. */
  model: string;
  /** Files or globs to infer a contract from; without them there is no contract. */
  files?: readonly string[] | undefined;
  /** Overwrite what exists. */
  force: boolean;
};

/**
 * Writes a starter configuration, a contract that the data keep, and a workflow. What exists is kept. `missing` holds
 * the lines that a kept configuration lacks to check the new contract.
 */
export async function initProject(
  place: Workplace,
  options: InitOptions,
): Promise<{ written: string[]; kept: string[]; missing: string[] }> {
  const files = options.files ?? [];
  const contract = files.length > 0 ? `contracts/${contractName(files)}.odcs.yaml` : undefined;
  const config = starterConfig({ model: options.model, contract, files });
  // A bad model name shows here, before anything is written.
  check(Config, parseYaml(config, place.config).value, { what: '--model', code: 'input-invalid' });
  const texts = new Map([
    [place.config, config],
    ['.github/workflows/model.yml', starterWorkflow],
  ]);
  if (contract !== undefined) texts.set(contract, await inferContractText(place, files));
  const written: string[] = [];
  const kept: string[] = [];
  for (const [path, text] of texts) {
    if (!options.force && (await exists(pathIn(place, path)))) {
      kept.push(path);
      continue;
    }
    await writeTextFile(pathIn(place, path), text);
    written.push(path);
  }
  const lacks =
    contract !== undefined &&
    kept.includes(place.config) &&
    !(await readFile(pathIn(place, place.config), 'utf8')).includes(contract);
  const missing = lacks ? dataSection(contract, files).filter((line) => line !== '') : [];
  return { written, kept, missing };
}

/** `data/flights-*.parquet` → `flights` */
function contractName(files: readonly string[]): string {
  const name = basename(files[0] ?? '').replace(/\..*$/, '');
  return name.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^-+|-+$/g, '') || 'data';
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
