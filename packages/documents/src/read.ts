import { readFile, stat } from 'node:fs/promises';
import type { z } from 'zod';
import type { Config } from './config.ts';
import { ContractDocument } from './contract.ts';
import { Diagnosis } from './diagnosis.ts';
import { Drift } from './drift.ts';
import { messageOf, showReceived, UserError } from './errors.ts';
import { Evaluation } from './evaluation.ts';
import { check } from './explain.ts';
import { Init } from './init.ts';
import { writeTextFile } from './output.ts';
import { Plan } from './plan.ts';
import { Profile } from './profile.ts';
import { ReleaseManifest } from './release.ts';
import { Report } from './report.ts';
import { Validation } from './validation.ts';
import { Verdict } from './verdict.ts';
import { Verification } from './verification.ts';
import { parseYaml, type YamlSource } from './yaml.ts';

/** Every kind of document, by the name after `proofmark/` in its first field. */
export type Documents = {
  validation: Validation;
  evaluation: Evaluation;
  verdict: Verdict;
  profile: Profile;
  drift: Drift;
  plan: Plan;
  release: ReleaseManifest;
  contract: ContractDocument;
  init: Init;
  report: Report;
  diagnosis: Diagnosis;
  verification: Verification;
};
export type DocumentKind = keyof Documents;
export type DocumentOf<Kind extends DocumentKind> = Documents[Kind];

export const documentSchemas: { [Kind in DocumentKind]: z.ZodType<Documents[Kind]> } = {
  validation: Validation,
  evaluation: Evaluation,
  verdict: Verdict,
  profile: Profile,
  drift: Drift,
  plan: Plan,
  release: ReleaseManifest,
  contract: ContractDocument,
  init: Init,
  report: Report,
  diagnosis: Diagnosis,
  verification: Verification,
};

const MAX_BYTES = 64 * 2 ** 20;

/**
 * Parses and checks a document. Anything may be in it: it can come from a stranger's pull request.
 * @throws UserError `document-invalid`, or `document-version` for another kind or major version
 */
export function parseDocument<Kind extends DocumentKind>(
  text: string,
  kind: Kind,
  name: string,
): DocumentOf<Kind> {
  if (text.length > MAX_BYTES) {
    throw new UserError(
      'document-invalid',
      `${name}: expected at most ${MAX_BYTES} bytes, received ${text.length}`,
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new UserError(
      'document-invalid',
      `${name}: not valid JSON: ${messageOf(cause)}; it may be cut off: make it again`,
      { cause },
    );
  }
  const { document, version } = (value ?? {}) as { document?: unknown; version?: unknown };
  if (document !== `proofmark/${kind}`) {
    throw new UserError(
      'document-version',
      `${name}: expected a proofmark/${kind} document, received ${document === undefined ? 'JSON without the field document' : showReceived(document)}`,
    );
  }
  if (typeof version !== 'string' || !/^1\.\d+$/.test(version)) {
    throw new UserError(
      'document-version',
      `${name}: version: expected 1.x, received ${showReceived(version)}; use the release of Proofmark that wrote it`,
    );
  }
  return check(documentSchemas[kind], value, {
    what: name,
    code: 'document-invalid',
    unknownKey: '; a newer release of Proofmark may have written it: read it with that one',
  });
}

const makers: Record<DocumentKind, string> = {
  validation: 'write it with validate-data (`proofmark validate`)',
  evaluation: 'write it with evaluate-model (`proofmark evaluate`)',
  verdict: 'write it with gate-model (`proofmark gate`)',
  profile: 'write it with evaluate-model (`proofmark evaluate`)',
  drift: 'write it with monitor-drift',
  plan: 'write it with `proofmark plan`',
  release: 'expected a folder with all files of one release',
  contract:
    'write it with validate-data (`proofmark validate`) or `proofmark contract convert --to proofmark`',
  init: 'write it with `proofmark init --out FILE`',
  report: 'write it with `proofmark report --out FILE`',
  diagnosis: 'write it with `proofmark doctor --out FILE`',
  verification: 'write it with `proofmark verify DIRECTORY --out FILE`',
};

/**
 * Reads a document from disk. @throws UserError as `parseDocument`, and `file-missing`
 * @param shownAs the path as the user knows it
 */
export async function readDocument<Kind extends DocumentKind>(
  path: string,
  kind: Kind,
  shownAs: string = path,
): Promise<DocumentOf<Kind>> {
  const remedy = `check the path, or ${makers[kind]}`;
  const text = await readTextFile(path, `the ${kind} document`, { remedy, shownAs });
  return parseDocument(text, kind, shownAs);
}

/** Writes a document whole or not at all: checked first, then written beside and renamed into place. */
export async function writeDocument<Kind extends DocumentKind>(
  path: string,
  kind: Kind,
  document: DocumentOf<Kind>,
): Promise<void> {
  check(documentSchemas[kind], document, {
    what: `${kind} document to be written`,
    code: 'document-invalid',
  });
  await writeTextFile(path, `${JSON.stringify(document, null, 1)}\n`);
}

/**
 * Reads `proofmark.yml`. @throws UserError with file, line and column
 * @param shownAs the path as the user knows it
 */
export async function readConfig(
  path: string,
  shownAs: string = path,
): Promise<{ config: Config; source: YamlSource }> {
  const remedy = 'check the path, or run `proofmark init` to write one';
  const source = parseYaml(await readTextFile(path, 'the configuration', { remedy, shownAs }), shownAs);
  // The largest schema of all is built by runs that have a configuration.
  const { Config } = await import('./config.ts');
  return { config: check(Config, source.value, { what: shownAs, code: 'config-invalid', source }), source };
}

/** Reads a text file. @throws UserError `file-missing` naming what was looked for */
export async function readTextFile(
  path: string,
  what: string,
  { remedy = 'check the path', shownAs = path }: { remedy?: string; shownAs?: string } = {},
): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) {
    const problem = found?.isDirectory() ? 'expected a file, received a directory' : `${what} was not found`;
    throw new UserError('file-missing', `${shownAs}: ${problem}; ${remedy}`);
  }
  if (found.size > MAX_BYTES) {
    throw new UserError(
      'input-invalid',
      `${shownAs}: expected at most ${MAX_BYTES} bytes, received ${found.size}`,
    );
  }
  return readFile(path, 'utf8');
}
