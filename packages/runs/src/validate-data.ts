import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readContract, toDocument } from '@proofmark/contract';
import {
  type DataSection,
  readTextFile,
  UserError,
  type Validation,
  writeDocument,
} from '@proofmark/documents';
import { openEngine } from '@proofmark/engine';
import { validate } from '@proofmark/validate';
import { type BaseBranch, diffWithBase, withDiff } from './diff-with-base.ts';
import { type Downloads, withDownloads } from './fetch-files.ts';
import { readConfigOf } from './read-inputs.ts';
import { engineOptions, filesOf, pathIn, provenanceOf, showPath, type Workplace } from './workplace.ts';

export type ValidateDataOptions = {
  /** Overrides the section `data`: one contract, with its files. */
  contract?: string | undefined;
  files?: readonly string[] | undefined;
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
  /** False on pull requests of forks, where whoever reads the report may not read the data. */
  showRows?: boolean;
  /** False there too: whether URLs may lead to private networks. Default true. */
  privateAddresses?: boolean;
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
export function validateData(
  place: Workplace,
  options: ValidateDataOptions = {},
): Promise<ValidateDataOutcome> {
  const { privateAddresses = true } = options;
  return withDownloads({ privateAddresses, logger: place.logger }, (downloads) =>
    validateAll(place, options, downloads),
  );
}

async function validateAll(
  place: Workplace,
  options: ValidateDataOptions,
  { fetch, names }: Downloads,
): Promise<ValidateDataOutcome> {
  const validations: ValidateDataOutcome['validations'] = [];
  const { all: known, chosen } = await sections(place, options);
  const tables: Table[] = [];
  for (const section of known) {
    const table = await readTable(place, section);
    tables.push({ ...table, files: await fetch(table.files) });
  }
  for (const [index, own] of tables.filter((_, i) => chosen.has(i)).entries()) {
    const shown = own.files.map((file) => names.get(file) ?? file);
    place.logger.info(`Checking ${shown.join(', ')} against ${own.contract.file.path}`);
    const engine = await openEngine(engineOptions(place));
    try {
      const validation: Validation = {
        ...(await validate({
          contract: own.contract,
          files: own.files,
          names,
          directory: place.directory,
          related: tables.filter((each) => each !== own),
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
            ...(options.showRows === false ? { evidenceRows: 0 } : {}),
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
      await engine.close();
    }
  }
  await removeEarlier(place, validations.length);
  const all = validations.map(({ document }) => document.status);
  return { validations, status: all.includes('fail') ? 'fail' : all.includes('warn') ? 'warn' : 'pass' };
}

/** A run on more contracts may have left documents that this one did not replace. */
async function removeEarlier(place: Workplace, written: number): Promise<void> {
  const directory = pathIn(place, place.out);
  for (const name of await readdir(directory)) {
    if (Number(/^(?:validation|contract)-(\d+)\.json$/.exec(name)?.[1]) > written)
      await rm(join(directory, name), { force: true });
  }
}

/** One table of a contract with its files. */
type Section = {
  contract: string;
  files: readonly string[];
  table: string | undefined;
  environment: string | undefined;
  variables: Record<string, string>;
  sampleRows: number | undefined;
  seed: number | undefined;
  layout?: { delimiter: string };
};

type Table = Awaited<ReturnType<typeof readTable>>;

/** A contract of several tables is compared once: its first validation tells. */
async function compareOnce(
  place: Workplace,
  validation: Validation,
  { contract, variables }: Table,
  before: readonly Table[],
  base: BaseBranch,
): Promise<Validation> {
  if (before.some((table) => table.contract.file.path === contract.file.path)) return validation;
  return withDiff(validation, await diffWithBase(place, contract, variables, base), base.onBreaking);
}

async function readTable(place: Workplace, section: Section) {
  const text = await readTextFile(pathIn(place, section.contract), 'the data contract', {
    shownAs: section.contract,
  });
  const contract = readContract(text, showPath(place, section.contract), { variables: section.variables });
  return { ...section, contract };
}

/** All tables that are known, so that foreign keys find theirs, and which of them are to be validated. */
async function sections(
  place: Workplace,
  options: ValidateDataOptions,
): Promise<{ all: Section[]; chosen: Set<number> }> {
  const { contract, files = [], table, environment, variables, sampleRows, seed } = options;
  if (contract !== undefined && files.length > 0) {
    return {
      all: [{ contract, files, table, environment, variables: variables ?? {}, sampleRows, seed }],
      chosen: new Set([0]),
    };
  }
  const { config } = await readConfigOf(place);
  const all = config.data
    .flatMap((section) => tablesOf(place, section, files))
    .map((section) => ({
      ...section,
      environment: environment ?? section.environment,
      variables: { ...section.variables, ...variables },
      sampleRows: sampleRows ?? section.sampleRows,
      seed: seed ?? section.seed,
    }));
  const chosen = new Set(
    all.flatMap((section, i) =>
      (contract ?? section.contract) === section.contract && (table ?? section.table) === section.table
        ? [i]
        : [],
    ),
  );
  if (chosen.size === 0) {
    const named = [contract && `the contract ${contract}`, table && `the table ${table}`].filter(Boolean);
    const wanted = named.length === 0 ? 'data is empty' : `no section of data names ${named.join(' and ')}`;
    throw new UserError(
      'config-invalid',
      `${place.config}: ${wanted}: expected data: [{contract: FILE, files: GLOB}]`,
    );
  }
  return { all, chosen };
}

/** A section as one entry for each of its tables. */
function tablesOf(place: Workplace, section: DataSection, files: readonly string[]): Section[] {
  const { contract, environment, variables = {}, 'sample-rows': sampleRows, seed, delimiter } = section;
  const layout = delimiter === undefined ? {} : { layout: { delimiter } };
  const shared = { contract, environment, variables, sampleRows, seed, ...layout };
  const own = files.length > 0 ? files : section.files && filesOf(section.files);
  if (own) return [{ ...shared, files: own, table: section.table }];
  const tables = Object.entries(section.tables ?? {});
  if (tables.length > 0) {
    return tables.map(([table, each]) => ({ ...shared, table, files: filesOf(each.files) }));
  }
  throw new UserError(
    'config-invalid',
    `${place.config}: data: the section of ${contract} names no data: expected files: GLOB or tables: {NAME: {files: GLOB}}`,
  );
}
