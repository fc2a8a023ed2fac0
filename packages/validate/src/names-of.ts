import { type Contract, type Table, toDocument } from '@proofmark/contract';
import { documentDigest, type Validation } from '@proofmark/documents';

/** What a validation says of the contract that it holds the data against. */
export function namesOf(
  contract: Contract,
  table: Table,
  environment: string | undefined,
): Validation['contract'] {
  return {
    file: contract.file,
    id: contract.id,
    version: contract.version,
    ...(contract.name === undefined ? {} : { name: contract.name }),
    document: documentDigest(toDocument(contract)),
    table: table.name,
    ...(environment === undefined ? {} : { environment }),
  };
}
