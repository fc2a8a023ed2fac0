import { existsSync, globSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Config, type FileReference, UserError } from '@proofmark/documents';
import type { ReleaseFile } from '@proofmark/evidence';
import type { AssetSource } from '@proofmark/github';
import { pathIn, showPath, type Workplace } from './workplace.ts';

/** What goes into a release: the files of the model, every document there is, and the policy. @throws UserError */
export async function releaseFiles(
  place: Workplace,
  config: Config,
  given?: readonly string[],
): Promise<ReleaseFile[]> {
  const models = given?.length ? given : config.publish?.files;
  if (!models)
    throw new UserError(
      'config-invalid',
      `${place.config}: publish.files is missing: list the files of the model`,
    );
  const out = await readdir(pathIn(place, place.out));
  const documents = [
    ['evaluation', /^evaluation\.json$/],
    ['verdict', /^verdict\.json$/],
    ['validation', /^validation(-\d+)?\.json$/],
    ['contract', /^contract(-\d+)?\.json$/],
    ['profile', /^profile\.json$/],
  ] as const;
  return [
    ...models.flatMap((pattern) => expandModel(place, pattern)),
    ...documents.flatMap(([role, pattern]) =>
      out
        .filter((name) => pattern.test(name))
        .map((name): ReleaseFile => ({ path: showPath(place, join(place.out, name)), role })),
    ),
    { path: showPath(place, place.config), role: 'policy' },
  ];
}

function expandModel(place: Workplace, pattern: string): ReleaseFile[] {
  const file = (path: string): ReleaseFile => ({ path: showPath(place, path), role: 'model' });
  if (existsSync(pathIn(place, pattern)) || !/[*?[\]{}]/.test(pattern)) return [file(pattern)];
  const found = globSync(pattern, { cwd: place.directory, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  if (found.length === 0)
    throw new UserError(
      'file-missing',
      `${pattern}: no file of the model matches this pattern; check the pattern`,
    );
  return found
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map(file);
}

/** Where a release is sealed, and downloaded to when it is found finished. */
export function releaseDirectory(place: Workplace, tag: string): string {
  return join(pathIn(place, place.out), 'release', encodeURIComponent(tag));
}

/** A sealed file as an asset to upload. */
export function assetSource(directory: string, { path: name, bytes, sha256 }: FileReference): AssetSource {
  return { name, path: join(directory, name), bytes, sha256, contentType: contentTypeOf(name) };
}

function contentTypeOf(name: string): string {
  if (/\.(json|jsonl|sig)$/.test(name)) return 'application/json';
  return /\.(md|ya?ml)$|^SHA256SUMS$/.test(name) ? 'text/plain' : 'application/octet-stream';
}
