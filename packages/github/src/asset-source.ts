import { UserError } from '@proofmark/documents';

/** A file that is to become a release asset. */
export type AssetSource = {
  /** Name of the asset; the names of one release differ in more than upper and lower case. */
  name: string;
  /** Where the bytes are. */
  path: string;
  bytes: number;
  /** Lower-case hexadecimal. */
  sha256: string;
  contentType: string;
};

const maxBytes = 2 ** 31 - 1;
const maxAssets = 1000;
/** Names GitHub stores as they are. Others it rewrites, and then the set of assets would not be the one we verified. */
const plainName = /^(?!.*\.\.)[A-Za-z0-9_+@-][A-Za-z0-9._+@-]{0,253}[A-Za-z0-9_+@-]$|^[A-Za-z0-9_]$/;

function refuse(message: string): UserError {
  return new UserError('input-invalid', `cannot release these files: ${message}`);
}

/** Refuses, before anything is uploaded, what GitHub would refuse or rewrite. */
export function checkAssetSources(sources: readonly AssetSource[]): void {
  if (sources.length === 0) throw refuse('there are none');
  if (sources.length > maxAssets)
    throw refuse(`${sources.length} files, GitHub takes ${maxAssets} per release`);
  const seen = new Map<string, string>();
  for (const { name, bytes } of sources) {
    if (!plainName.test(name)) {
      throw refuse(`${JSON.stringify(name)}: use letters, digits and . _ + @ - only, with neither end a dot`);
    }
    const other = seen.get(name.toLowerCase());
    if (other !== undefined) throw refuse(`${other} and ${name} have the same name on some file systems`);
    seen.set(name.toLowerCase(), name);
    if (bytes === 0) throw refuse(`${name} is empty, which GitHub does not store`);
    if (bytes > maxBytes)
      throw refuse(`${name} has ${bytes} bytes, GitHub takes less than 2 GiB per file: split it`);
  }
}
