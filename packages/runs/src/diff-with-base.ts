import { existsSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { type Contract, diffContracts, readContract } from '@proofmark/contract';
import {
  Config,
  type ContractDiff,
  check,
  parseYaml,
  UserError,
  type Validation,
} from '@proofmark/documents';
import { pathIn, showPath, type Workplace } from './workplace.ts';

/** The branch a pull request goes into. */
export type BaseBranch = {
  /** The text of a file there; undefined when there is none. */
  readText(path: string): Promise<string | undefined>;
  /** What a contract does whose version hides its changes. */
  onBreaking: 'fail' | 'warn';
};

/**
 * Compares a contract with that of the base branch, also where the pull request moves it. Undefined when there is
 * none to compare with: the contract is new, lies outside of the repository, or (told as a warning) could not be read.
 */
export async function diffWithBase(
  place: Workplace,
  contract: Contract,
  variables: Record<string, string>,
  base: BaseBranch,
): Promise<ContractDiff | undefined> {
  const { path } = contract.file;
  if (isOutside(path)) return undefined;
  try {
    const text = await base.readText(path);
    const earlier =
      text === undefined
        ? await findMoved(place, contract, variables, base)
        : readContract(text, path, { variables });
    if (earlier === undefined) {
      place.logger.info(`${path} is not on the base branch: there is nothing to compare it with`);
      return undefined;
    }
    return diffContracts(earlier, contract);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    place.logger.warning(`${path} was not compared with the base branch: ${error.message}`, { file: path });
    return undefined;
  }
}

function isOutside(path: string): boolean {
  return isAbsolute(path) || path.startsWith('..');
}

/** Only so many contracts of the base branch are read to find one that moved. */
const MOVED_LIMIT = 20;

/**
 * A contract that has another path now: the one of the same id that the configuration of the base branch names and
 * that is no longer there. Moving a file would else be a way around the comparison.
 */
async function findMoved(
  place: Workplace,
  contract: Contract,
  variables: Record<string, string>,
  base: BaseBranch,
): Promise<Contract | undefined> {
  const config = showPath(place, place.config);
  const text = isOutside(config) ? undefined : await base.readText(config);
  if (text === undefined) return undefined;
  const source = parseYaml(text, config);
  const { data } = check(Config, source.value, { what: config, code: 'config-invalid', source });
  const paths = new Set(data.map((section) => section.contract));
  const gone = [...paths].filter((path) => !isOutside(path) && !existsSync(pathIn(place, path)));
  for (const path of gone.slice(0, MOVED_LIMIT)) {
    const earlier = await base.readText(path);
    const found = earlier === undefined ? undefined : readContract(earlier, path, { variables });
    if (found?.id === contract.id) return found;
  }
  return undefined;
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
