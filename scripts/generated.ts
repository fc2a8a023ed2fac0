import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

export const root = join(import.meta.dirname, '..');

/** Replaces what stands between the lines `begin` and `end` of a text; both stay. Throws when one is missing. */
export function replaceBlock(
  text: string,
  begin: string,
  end: string,
  content: string,
  where: string,
): string {
  const from = text.indexOf(begin);
  const to = text.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`${where}: expected the markers ${begin} and ${end}`);
  return `${text.slice(0, from + begin.length)}\n${content}\n${text.slice(to)}`;
}

/** Brings one generated file up to date, or with `check` only says that it is not. */
export function update(file: string, wanted: string, check: boolean): { file: string; stale: boolean } {
  const stale = readFileSync(file, 'utf8') !== wanted;
  if (stale && !check) writeFileSync(file, wanted);
  return { file: relative(root, file), stale };
}
