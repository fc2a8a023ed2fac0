import type { Contract } from '@proofmark/contract';
import { type ColumnProfile, detectPersonal, type Profile } from '@proofmark/documents';
import { type Engine, expandFiles, identifier } from '@proofmark/engine';
import { profileTable, type TableColumn } from '@proofmark/profile';
import { attachData } from './attach-data.ts';
import { chooseTable } from './choose-table.ts';
import { digestFiles, showFileIn } from './digest-files.ts';
import { isSensitive } from './mask.ts';
import { TYPED_VIEW, viewTyped } from './view-typed.ts';

export type ProfileRequest = {
  /** Files or globs, relative to `directory`: one table. */
  files: readonly string[];
  /** By path, the URLs of files that were downloaded. */
  names?: ReadonlyMap<string, string>;
  directory: string;
  /** A fresh engine whose work directory is `directory`. */
  engine: Engine;
  /** Reads the columns in the types it declares; without one the engine finds the types. */
  contract?: Contract | undefined;
  /** The table of the contract that the files hold; needed only when it declares several. */
  table?: string | undefined;
};

/**
 * Profiles files for the distribution rules of a contract. A profile is committed and read by many: columns that the
 * contract classifies, and those whose values look personal, are left out and named in `omitted`.
 * @throws UserError as `validate`
 */
export async function profileFiles(request: ProfileRequest): Promise<Profile> {
  const { engine } = request;
  const { files, view, columns, classified } = await openColumns(request);
  const [row = {}] = await engine.query(`SELECT count(*) AS total FROM ${identifier(view)}`);
  const { columns: profiles, omitted } = await profileTable(engine, view, columns);
  const personal = profiles.filter(looksPersonal);
  return {
    document: 'proofmark/profile',
    version: '1.0',
    source: { files: await files },
    rows: Number(row.total),
    columns: profiles.filter((profile) => !personal.includes(profile)),
    omitted: [
      ...omitted,
      ...classified.map((name) => `${name} (classified)`),
      ...personal.map(({ name }) => `${name} (values that look personal)`),
    ],
  };
}

type Opened = {
  files: ReturnType<typeof digestFiles>;
  view: string;
  columns: TableColumn[];
  classified: string[];
};

async function openColumns({
  engine,
  contract,
  table,
  files,
  directory,
  names,
}: ProfileRequest): Promise<Opened> {
  const view = 'proofmark data';
  if (contract === undefined) {
    const paths = expandFiles(files, directory);
    const columns = await engine.attach(view, { files: paths });
    return { files: digestFiles(paths, showFileIn(directory, names)), view, columns, classified: [] };
  }
  const declared = chooseTable(contract, table);
  const attached = await attachData(engine, declared, files, directory, {}, [view, 'proofmark rows'], names);
  const present = attached.present.filter(({ source }) => source !== undefined);
  const open = present.filter(({ column }) => !isSensitive(column.classification));
  const columns = await viewTyped(engine, attached.data, open);
  const classified = present.filter((each) => !open.includes(each)).map(({ column }) => column.name);
  return {
    files: digestFiles(attached.paths, attached.showFile),
    view: columns.length === 0 ? view : TYPED_VIEW,
    columns,
    classified,
  };
}

function looksPersonal(profile: ColumnProfile): boolean {
  return (
    profile.kind === 'categorical' && profile.values.some(({ value }) => detectPersonal(value) !== undefined)
  );
}
