import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { readContract, rules } from '@proofmark/contract';
import { Config, check, type Init, parseYaml, referenceFile, writeTextFile } from '@proofmark/documents';
import { inferContractText } from './infer-contract.ts';
import { dataSection, starterConfig } from './starter-config.ts';
import { starterWorkflow } from './starter-workflow.ts';
import { pathIn, provenanceOf, type Workplace } from './workplace.ts';

export type InitOptions = {
  /** Name of the model. */
  model: string;
  /** Files or globs to infer a contract from; without them there is no contract. */
  files?: readonly string[] | undefined;
  /** Overwrite what exists. */
  force: boolean;
};

/** Writes a starter configuration, a contract that the data keep, and a workflow. What exists is kept. */
export async function initProject(place: Workplace, options: InitOptions): Promise<Init> {
  const files = options.files ?? [];
  const contract = files.length > 0 ? `contracts/${contractName(files)}.odcs.yaml` : undefined;
  const config = starterConfig({ model: options.model, contract, files });
  // A bad model name shows here, before anything is written.
  check(Config, parseYaml(config, place.config).value, { what: '--model', code: 'input-invalid' });
  const texts = new Map([
    [place.config, config],
    ['.github/workflows/model.yml', starterWorkflow],
  ]);
  const inferred =
    contract === undefined
      ? undefined
      : await inferContractText(place, files, { withoutConfig: options.force });
  if (contract !== undefined && inferred !== undefined) texts.set(contract, inferred);
  const written: Init['written'] = [];
  const kept: string[] = [];
  for (const [path, text] of texts) {
    if (!options.force && (await exists(pathIn(place, path)))) {
      kept.push(path);
      continue;
    }
    await writeTextFile(pathIn(place, path), text);
    written.push(await referenceFile(pathIn(place, path), path));
  }
  const lacks =
    contract !== undefined &&
    kept.includes(place.config) &&
    !(await readFile(pathIn(place, place.config), 'utf8')).includes(contract);
  const missing = lacks ? dataSection(contract, files).filter((line) => line !== '') : [];
  return {
    document: 'proofmark/init',
    version: '1.0',
    provenance: provenanceOf(place),
    model: options.model,
    written,
    kept,
    missing,
    ...(contract === undefined || inferred === undefined
      ? {}
      : { inferred: describeInferred(contract, inferred, files) }),
  };
}

function describeInferred(path: string, text: string, files: readonly string[]): Init['inferred'] {
  const contract = readContract(text, path);
  const columns = contract.tables.flatMap((table) => table.columns.map(({ name, type }) => ({ name, type })));
  return { contract: path, files: [...files], columns, rules: rules(contract).length };
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
