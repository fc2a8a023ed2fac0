import type { Location } from 'sarif';
import { isRepositoryPath } from './check-words.ts';

/** A line of a file, relative to the repository where the file lies in it. */
export function lineOf(file: string, startLine: number, startColumn?: number): Location {
  const uri = file.toWellFormed().replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
  const artifactLocation = isRepositoryPath(file)
    ? { uri, uriBaseId: '%SRCROOT%' }
    : { uri: `file:///${uri.replace(/^\/+/, '')}` };
  const region = { startLine, ...(startColumn === undefined ? {} : { startColumn }) };
  return { physicalLocation: { artifactLocation, region } };
}

/** Section 3.11.6: `[text](target)` in a message is a link, and only ours may be. */
export function message(text: string): string {
  return text.replaceAll('](', ']\u200b(');
}
