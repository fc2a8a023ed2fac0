/**
 * Why a path may not be used beneath a root, or undefined when it may: relative, `/` between the parts, no empty
 * part, no `.` or `..`, no backslash, no drive letter, no NUL, well-formed Unicode (OMS v1.0, resource names).
 */
export function unsafePathReason(path: string): string | undefined {
  if (path === '') return 'is empty';
  if (!path.isWellFormed() || path.includes('\ufffd')) return 'is not valid UTF-8';
  if (path.includes('\0')) return 'contains a NUL character';
  if (path.includes('\\')) return 'contains a backslash';
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return 'is absolute';
  const parts = path.split('/');
  if (parts.includes('..')) return 'leaves its root with ".."';
  if (parts.includes('.') || parts.includes('')) return 'is not normalised';
  return undefined;
}

/**
 * Why a name may not be the name of a release asset, or undefined when it may. GitHub rewrites other characters
 * and a leading or trailing dot, and a rewritten name would break the manifest and the checksums.
 */
export function unsafeAssetNameReason(name: string): string | undefined {
  if (/^(?!.*\.\.)[A-Za-z0-9_+@-]([A-Za-z0-9._+@-]{0,253}[A-Za-z0-9_+@-])?$/.test(name)) return undefined;
  return 'is not a release asset name: expected at most 255 letters, digits and ". _ + @ -", no dot at either end and no two in a row';
}

/** The first two names that are equal when case is ignored: such files overwrite each other on many disks. */
export function findCaseClash(names: readonly string[]): [string, string] | undefined {
  const seen = new Map<string, string>();
  for (const name of names) {
    const folded = name.normalize('NFC').toLowerCase();
    const earlier = seen.get(folded);
    if (earlier !== undefined) return [earlier, name];
    seen.set(folded, name);
  }
  return undefined;
}

/** Order by Unicode code point, which is the order of the UTF-8 bytes; JavaScript's own is by UTF-16 unit. */
export function compareCodePoints(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
