import type { Finding } from './lint/finding.ts';
import { lintBounds } from './lint/lint-bounds.ts';
import { lintKeys, lintUnenforced } from './lint/lint-keys.ts';
import { lintPlaces, lintQuality } from './lint/lint-quality.ts';
import { lintValues } from './lint/lint-values.ts';
import type { Contract } from './model.ts';

export type { Finding } from './lint/finding.ts';

/**
 * Looks for what a contract says in vain: constraints that contradict each other, that no value or every value can
 * keep, references that lead nowhere, words that are not understood. The schema of the standard allows all of it.
 * Severity `error`: it cannot be meant so. `warning`: it is probably not meant so. Pure; in the order of the file.
 */
export function lintContract(contract: Contract): Finding[] {
  const findings = [
    ...(contract.remarks ?? []),
    ...contract.tables.flatMap((table) => [
      ...table.columns.flatMap((column) => [
        ...lintBounds(column),
        ...lintValues(column, table),
        ...lintPlaces(column),
      ]),
      ...[...table.columns, table].flatMap(({ constraints }) => lintQuality(constraints)),
      ...lintKeys(contract, table),
    ]),
    ...lintQuality(contract.constraints),
    ...contract.constraints.flatMap(lintUnenforced),
  ];
  return findings.sort((a, b) => a.location.line - b.location.line || a.location.column - b.location.column);
}
