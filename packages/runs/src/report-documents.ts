import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type DocumentKind,
  type DocumentOf,
  parseDocument,
  readTextFile,
  UserError,
} from '@proofmark/documents';
import type { ReportDocuments } from '@proofmark/report';
import { refuseForged } from './refuse-forged.ts';
import { pathIn, type Workplace } from './workplace.ts';

/** The files a report is made from; anything else in a directory or an artifact is left alone. */
export const reportFiles: readonly string[] = [
  'verdict.json',
  'evaluation.json',
  'drift.json',
  'profile.json',
  'validation.json',
  ...Array.from({ length: 8 }, (_, i) => `validation-${i + 2}.json`),
];

/**
 * Reads whatever documents a directory holds.
 * @throws UserError `data-missing` when it holds none, `document-invalid` when one is broken
 */
export async function readReportDocuments(place: Workplace, directory: string): Promise<ReportDocuments> {
  const names = await readdir(pathIn(place, directory)).catch((): string[] => []);
  const texts = new Map<string, string>();
  for (const name of reportFiles.filter((file) => names.includes(file))) {
    texts.set(name, await readTextFile(join(pathIn(place, directory), name), 'the document'));
  }
  return parseReportDocuments(texts, directory);
}

/** The same from texts by file name, as they come out of an artifact: untrusted, so parsed and checked, never rendered as they are. */
export function parseReportDocuments(texts: ReadonlyMap<string, string>, from: string): ReportDocuments {
  const parse = <Kind extends DocumentKind>(
    kind: Kind,
    name = `${kind}.json`,
  ): DocumentOf<Kind> | undefined => {
    const text = texts.get(name);
    return text === undefined ? undefined : parseDocument(text, kind, `${from}: ${name}`);
  };
  const validations = reportFiles
    .filter((name) => name.startsWith('validation'))
    .map((name) => parse('validation', name))
    .filter((document) => document !== undefined);
  const documents = {
    verdict: parse('verdict'),
    evaluation: parse('evaluation'),
    drift: parse('drift'),
    profile: parse('profile'),
    validations,
  };
  if (!documents.verdict && !documents.evaluation && !documents.drift && validations.length === 0) {
    throw new UserError(
      'data-missing',
      `${from}: expected verdict.json, evaluation.json or validation.json, found none; run evaluate-model and gate-model first`,
    );
  }
  if (documents.verdict && documents.evaluation) {
    refuseForged(documents.verdict, documents.evaluation, `${from}: verdict.json`);
  }
  return documents;
}
