import { type Contract, type Table, tableNamed } from '@proofmark/contract';
import { UserError } from '@proofmark/documents';

/**
 * The table of the contract that the files hold.
 * @param wanted needed only when the contract declares several
 * @throws UserError `contract-invalid`
 */
export function chooseTable(contract: Contract, wanted: string | undefined): Table {
  const names = contract.tables.map(({ name }) => name);
  const table = wanted === undefined ? contract.tables[0] : tableNamed(contract, wanted);
  if (table && (wanted !== undefined || contract.tables.length === 1)) return table;
  const { path } = contract.file;
  throw new UserError(
    'contract-invalid',
    names.length === 0
      ? `${path}: the contract declares no table under \`schema\`, so there is nothing to validate`
      : `${path}: the contract declares ${names.join(', ')}: say which of them the files hold, with --table NAME or table: NAME` +
          (wanted === undefined ? '' : ` (received ${wanted})`),
  );
}
