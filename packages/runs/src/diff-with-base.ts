import { isAbsolute } from 'node:path';
import { type Contract, diffContracts, readContract } from '@proofmark/contract';
import { type ContractDiff, UserError, type Validation } from '@proofmark/documents';
import type { Workplace } from './workplace.ts';

/** The branch a pull request goes into. */
export type BaseBranch = {
  /** The text of a file there; undefined when there is none. */
  readText(path: string): Promise<string | undefined>;
  /** What a contract does whose version hides its changes. */
  onBreaking: 'fail' | 'warn';
};

/**
 * Compares a contract with that of the base branch. Undefined when there is none to compare with: the contract is
 * new, lies outside of the repository, or (told as a warning) could not be read.
 */
export async function diffWithBase(
  place: Workplace,
  contract: Contract,
  variables: Record<string, string>,
  base: BaseBranch,
): Promise<ContractDiff | undefined> {
  const { path } = contract.file;
  if (isAbsolute(path) || path.startsWith('..')) return undefined;
  try {
    const text = await base.readText(path);
    if (text === undefined) {
      place.logger.info(`${path} is not on the base branch: there is nothing to compare it with`);
      return undefined;
    }
    return diffContracts(readContract(text, path, { variables }), contract);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    place.logger.warning(`${path} was not compared with the base branch: ${error.message}`, { file: path });
    return undefined;
  }
}

/** The document with the comparison, and with the status that the two have together. */
export function withDiff(
  document: Validation,
  contractDiff: ContractDiff | undefined,
  onBreaking: BaseBranch['onBreaking'],
): Validation {
  if (contractDiff === undefined) return document;
  const isHidden = contractDiff.status === 'fail';
  const raised = isHidden && document.status !== 'fail' ? onBreaking : document.status;
  return { ...document, contractDiff, status: raised };
}
