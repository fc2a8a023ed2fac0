import { readdir, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { readDocument, UserError } from '@proofmark/documents';
import { MANIFEST_NAME, reservedNames } from '@proofmark/evidence';
import { pathIn, type Workplace } from './workplace.ts';

/**
 * Empties the folder that a release is downloaded into. Only an absent or empty folder, or an earlier download and
 * nothing else, is touched; never the workplace or a folder around it.
 * @throws UserError `input-invalid`
 */
export async function clearDownloadFolder(place: Workplace, shown: string): Promise<string> {
  const directory = pathIn(place, shown);
  const inside = relative(directory, place.directory);
  if (!inside.startsWith('..')) throw refuse(shown, 'it holds the workplace');
  const present = await readdir(directory).catch((): string[] => []);
  if (present.length === 0) return directory;
  const known = await filesOfRelease(directory);
  const foreign = present.find((name) => !known.has(name));
  if (foreign !== undefined) throw refuse(shown, `it holds ${foreign}, which is not of an earlier download`);
  await rm(directory, { recursive: true });
  return directory;
}

async function filesOfRelease(directory: string): Promise<Set<string>> {
  const manifest = await readDocument(join(directory, MANIFEST_NAME), 'release').catch(() => undefined);
  if (!manifest) return new Set();
  return new Set([...reservedNames(manifest.model), ...manifest.files.map(({ path }) => path)]);
}

function refuse(shown: string, why: string): UserError {
  return new UserError(
    'input-invalid',
    `directory: expected an absent or empty folder for the download, received ${shown}: ${why}; choose another`,
  );
}
