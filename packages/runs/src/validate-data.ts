import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { toDocument } from '@proofmark/contract';
import { type ShowValues, UserError, type Validation, writeDocument } from '@proofmark/documents';
import { validate } from '@proofmark/validate';
import { type BaseBranch, diffWithBase, withDiff } from './diff-with-base.ts';
import { type Downloads, withDownloads } from './fetch-files.ts';
import { type DataTable, findTables } from './find-tables.ts';
import { engineSection, openEngineOf } from './open-engine.ts';
import { connectTrino } from './open-trino.ts';
import { checkOut, pathIn, provenanceOf, showPath, type Workplace } from './workplace.ts';

export type ValidateDataOptions = {
  /** Overrides the section `data`: one contract, with its files. */
  contract?: string | undefined;
  files?: readonly string[] | undefined;
  /** Instead of files: a table in Trino, `catalog.schema.table`. */
  trinoTable?: string | undefined;
  /** Only this table of the contract. */
  table?: string | undefined;
  /** Overrides the environment of the sections. */
  environment?: string | undefined;
  /** Go before the variables of the sections. */
  variables?: Record<string, string> | undefined;
  /** Failing rows drawn beside the first ones, and what draws them; override those of the sections. */
  sampleRows?: number | undefined;
  seed?: number | undefined;
  failOnUnsupported?: boolean;
  /** Whether values of the data are shown; overrides the sections. */
  showValues?: ShowValues | undefined;
  /** Of a pull request of a fork: whoever reads the report may not read the data, and may write the configuration. */
  isFork?: boolean;
  /** False on pull requests of forks: whether URLs may lead to private networks, and to Trino servers that the entry does not name. */
  privateAddresses?: boolean;
  /** For a result that holds one validation: several tables are refused before any of them is read. */
  single?: boolean;
  /** Count histograms of number columns that break a rule, for the HTML report. */
  histograms?: boolean;
  /** On pull requests: compare each contract with that of the base branch. */
  base?: BaseBranch | undefined;
};

export type ValidateDataOutcome = {
  validations: { document: Validation; path: string }[];
  status: Validation['status'];
};

/**
 * Validates the data of every contract and writes two documents each: the contract as it was enforced, and what the
 * data make of it; `contract.json` and `validation.json`, `contract-2.json` and `validation-2.json`, …
 */
export async function validateData(
  place: Workplace,
  options: ValidateDataOptions = {},
): Promise<ValidateDataOutcome> {
  const { privateAddresses = true } = options;
  checkOut(place);
  return withDownloads({ privateAddresses, s3: place.s3, logger: place.logger }, (downloads) =>
    validateAll(place, options, downloads),
  );
}

async function validateAll(
  place: Workplace,
  options: ValidateDataOptions,
  { fetch, names }: Downloads,
): Promise<ValidateDataOutcome> {
  const validations: ValidateDataOutcome['validations'] = [];
  const { tables: known, chosen } = await findTables(place, options);
  if (options.single && chosen.size > 1) {
    throw new UserError(
      'input-invalid',
      `${chosen.size} tables of data are to be checked, and a JSON document holds one validation: name one with --contract and --table, choose another --format, or read the documents in ${place.out}`,
    );
  }
  const section = await engineSection(place);
  const tables: DataTable[] = [];
  for (const table of known) tables.push({ ...table, files: await fetch(table.files) });
  for (const [index, own] of tables.filter((_, i) => chosen.has(i)).entries()) {
    const { stored } = own;
    const shown = stored ? [stored.name] : own.files.map((file) => names.get(file) ?? file);
    place.logger.info(`Checking ${shown.join(', ')} against ${own.contract.file.path}`);
    const engine = stored
      ? connectTrino(place, stored, options.privateAddresses ?? true, section)
      : openEngineOf(place, section);
    try {
      const validation: Validation = {
        ...(await validate({
          contract: own.contract,
          files: own.files,
          names,
          stored: stored?.name,
          directory: place.directory,
          related: tables
            .filter((each) => each !== own && each.stored?.server === stored?.server)
            .map((each) => ({ ...each, stored: each.stored?.name })),
          engine,
          options: {
            now: place.now(),
            failOnUnsupported: options.failOnUnsupported ?? false,
            histograms: options.histograms ?? false,
            ...(own.table === undefined ? {} : { table: own.table }),
            ...(own.environment === undefined ? {} : { environment: own.environment }),
            ...(own.sampleRows === undefined ? {} : { sampleRows: own.sampleRows }),
            ...(own.seed === undefined ? {} : { seed: own.seed }),
            ...(own.layout ? { layout: own.layout } : {}),
            showValues: showsValues(options, own.showValues),
          },
          logger: place.logger,
        })),
        provenance: provenanceOf(place),
      };
      const document = options.base
        ? await compareOnce(place, validation, own, tables.slice(0, index), options.base)
        : validation;
      const suffix = index === 0 ? '' : `-${index + 1}`;
      const path = join(pathIn(place, place.out), `validation${suffix}.json`);
      const contractPath = join(pathIn(place, place.out), `contract${suffix}.json`);
      const { provenance } = document;
      await writeDocument(contractPath, 'contract', { ...toDocument(own.contract), provenance });
      await writeDocument(path, 'validation', document);
      validations.push({ document, path: showPath(place, path) });
    } finally {
      await (await engine).close();
    }
  }
  await removeEarlier(place, validations.length);
  const all = validations.map(({ document }) => document.status);
  return { validations, status: all.includes('fail') ? 'fail' : all.includes('warn') ? 'warn' : 'pass' };
}

/** A fork does not allow itself to see values by its own configuration. */
function showsValues(
  { showValues, isFork = false }: ValidateDataOptions,
  ofSection: ShowValues = 'auto',
): boolean {
  const wanted = showValues ?? (isFork && ofSection === 'always' ? 'auto' : ofSection);
  return wanted === 'auto' ? !isFork : wanted === 'always';
}

/** A run on more contracts may have left documents that this one did not replace. */
async function removeEarlier(place: Workplace, written: number): Promise<void> {
  const directory = pathIn(place, place.out);
  for (const name of await readdir(directory)) {
    if (Number(/^(?:validation|contract)-(\d+)\.json$/.exec(name)?.[1]) > written)
      await rm(join(directory, name), { force: true });
  }
}

/** A contract of several tables is compared once: its first validation tells. */
async function compareOnce(
  place: Workplace,
  validation: Validation,
  { contract, variables }: DataTable,
  before: readonly DataTable[],
  base: BaseBranch,
): Promise<Validation> {
  if (before.some((table) => table.contract.file.path === contract.file.path)) return validation;
  return withDiff(validation, await diffWithBase(place, contract, variables, base), base.onBreaking);
}
