import { type ContractDocument, parseDocument, sha256 } from '@proofmark/documents';
import type { Contract } from './model.ts';

/** A contract as the document that a release carries: its rules can be made again from it alone. */
export function toDocument(contract: Contract): ContractDocument {
  return { document: 'proofmark/contract', version: '1.0', contract };
}

/** Whether a text is a document of this suite, of whatever kind: all begin with their name. */
export function isDocument(text: string): boolean {
  return /^\s*\{\s*"document"\s*:\s*"proofmark\//.test(text);
}

/**
 * The contract of a document. Its constraints keep the places of the file they were written in; `file` is the
 * document itself, for that is what was read.
 * @throws UserError `document-invalid`, `document-version`
 */
export function fromDocument(text: string, file: string): Contract {
  const { contract } = parseDocument(text, 'contract', file);
  return { ...contract, file: { path: file, bytes: Buffer.byteLength(text), sha256: sha256(text) } };
}
