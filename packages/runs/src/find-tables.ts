import {
  type Contract,
  readContract,
  readFileServers,
  readNamedFiles,
  readTrinoServers,
} from '@proofmark/contract';
import { type DataSection, readTextFile, type ShowValues, UserError } from '@proofmark/documents';
import { placeTable, type StoredTable } from './open-trino.ts';
import { placeFiles, placeNamedFiles } from './place-files.ts';
import { readConfigIfAny, readConfigOf } from './read-inputs.ts';
import type { ValidateDataOptions } from './validate-data.ts';
import { filesOf, pathIn, showPath, type Workplace } from './workplace.ts';

/** A section of the configuration, or of one of its tables. */
type Section = {
  contract: string;
  files: readonly string[];
  /** Undefined: files hold the data. */
  trino: DataSection['trino'];
  table: string | undefined;
  environment: string | undefined;
  variables: Record<string, string>;
  sampleRows: number | undefined;
  seed: number | undefined;
  showValues: ShowValues | undefined;
  /** Of text files. */
  layout?: { delimiter: string };
};

/** One table of a contract with its files, or its place in Trino. */
export type DataTable = Omit<Section, 'contract' | 'trino'> & {
  contract: Contract;
  stored: StoredTable | undefined;
};

/**
 * All tables that are known, so that foreign keys find theirs, and which of them are to be validated.
 * @throws UserError `config-invalid`, `contract-invalid`, `file-missing`, `input-invalid`
 */
export async function findTables(
  place: Workplace,
  options: ValidateDataOptions,
): Promise<{ tables: DataTable[]; chosen: Set<number> }> {
  const { contract, files = [], trinoTable, table, environment, variables, sampleRows, seed } = options;
  const given = { table, environment, variables: variables ?? {}, sampleRows, seed, showValues: undefined };
  if (contract !== undefined && (files.length > 0 || trinoTable !== undefined)) {
    const trino = trinoTable === undefined ? undefined : { table: trinoTable };
    return { tables: await readTables(place, { contract, files, trino, ...given }), chosen: new Set([0]) };
  }
  if (trinoTable !== undefined) {
    throw new UserError(
      'input-invalid',
      `the Trino table ${trinoTable} is given without its contract: expected contract: FILE beside it`,
    );
  }
  const known = contract === undefined ? await readConfigOf(place) : await readConfigIfAny(place);
  const sections = (known?.config.data ?? [])
    .flatMap((section) => sectionsOf(section, files))
    .map((section) => ({
      ...section,
      environment: environment ?? section.environment,
      variables: { ...section.variables, ...variables },
      sampleRows: sampleRows ?? section.sampleRows,
      seed: seed ?? section.seed,
    }));
  const read = await Promise.all(sections.map((section) => readTables(place, section)));
  const named = sections.flatMap((section, i) => (read[i] ?? []).map((own) => ({ section, own })));
  const chosen = new Set(
    named.flatMap(({ section, own }, i) =>
      (contract ?? section.contract) === section.contract && (table ?? own.table) === own.table ? [i] : [],
    ),
  );
  const isNamed = sections.some((section) => section.contract === contract);
  if (chosen.size === 0 && contract !== undefined && (table === undefined || !isNamed)) {
    // No section gives it files: the contract may say itself where they are.
    const own = await readTables(place, { contract, files: [], trino: undefined, ...given });
    return { tables: own, chosen: new Set(own.keys()) };
  }
  if (chosen.size === 0) {
    const wanted = [contract && `the contract ${contract}`, table && `the table ${table}`].filter(Boolean);
    const why = wanted.length === 0 ? 'data is empty' : `no section of data names ${wanted.join(' and ')}`;
    throw new UserError(
      'config-invalid',
      `${place.config}: ${why}: expected data: [{contract: FILE, files: GLOB}]`,
    );
  }
  return { tables: named.map(({ own }) => own), chosen };
}

/** A section as one entry for each of the tables that it gives files for. */
function sectionsOf(section: DataSection, files: readonly string[]): Section[] {
  const { contract, environment, variables = {}, seed, delimiter } = section;
  const { 'sample-rows': sampleRows, 'show-values': showValues } = section;
  const layout = delimiter === undefined ? {} : { layout: { delimiter } };
  const shared = { contract, environment, variables, sampleRows, seed, showValues, ...layout };
  const own = files.length > 0 ? files : section.files && filesOf(section.files);
  if (own) return [{ ...shared, files: own, trino: undefined, table: section.table }];
  const tables = Object.entries(section.tables ?? {});
  if (tables.length > 0) {
    return tables.map(([table, each]) => ({
      ...shared,
      table,
      files: filesOf(each.files),
      trino: undefined,
    }));
  }
  return [{ ...shared, files: [], trino: section.trino, table: section.table }];
}

async function readTables(place: Workplace, section: Section): Promise<DataTable[]> {
  const text = await readTextFile(pathIn(place, section.contract), 'the data contract', {
    shownAs: section.contract,
  });
  const path = showPath(place, section.contract);
  const contract = readContract(text, path, { variables: section.variables });
  const { trino, ...rest } = section;
  if (section.files.length > 0) return [{ ...rest, contract, stored: undefined }];
  const servers = readTrinoServers(text, path, { variables: section.variables });
  if (trino === undefined) {
    const ofServer = placeFiles(
      place,
      contract,
      readFileServers(text, path, { variables: section.variables }),
      {
        ...section,
        others: servers.length,
      },
    );
    if (ofServer) return ofServer.map((each) => ({ ...rest, ...each, contract, stored: undefined }));
    if (servers.length === 0) {
      const named = readNamedFiles(text, path, { variables: section.variables });
      const own = placeNamedFiles(section.contract, named, section);
      if (own) return own.map((each) => ({ ...rest, ...each, contract, stored: undefined }));
      throw new UserError(
        'config-invalid',
        `${section.contract}: nothing says where the data are: expected files (--data GLOB, or files: GLOB in ${place.config}), tables: {NAME: {files: GLOB}}, trino: {server: URL}, or a server of type local, s3 or trino, or files, in the contract`,
      );
    }
  }
  const tables = contract.tables.filter(({ name }) => (section.table ?? name) === name);
  if (tables.length === 0 || (tables.length > 1 && trino?.table !== undefined)) {
    throw new UserError(
      'config-invalid',
      `${place.config}: data: the section of ${section.contract}: expected table: one of ${contract.tables.map(({ name }) => name).join(', ')}, ${section.table === undefined ? 'as it names one table in Trino' : `received ${section.table}`}`,
    );
  }
  return tables.map(({ name, physicalName }) => ({
    ...rest,
    table: name,
    contract,
    stored: placeTable(place, trino ?? {}, servers, physicalName, section.environment),
  }));
}
