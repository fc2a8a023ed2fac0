import { detectPersonal } from '@proofmark/documents';

/** Classifications (ODCS leaves the words free) whose values never leave the data. */
const SENSITIVE = /\b(pii|phi|pci|personal|private|confidential|restricted|sensitive|secret)\b/i;

export function isSensitive(classification: string | undefined): boolean {
  return classification !== undefined && SENSITIVE.test(classification.replaceAll(/[_-]/g, ' '));
}

/**
 * A value as it may be shown.
 * @param sensitive whether the column is classified so
 */
export function maskValue(
  value: string | null,
  sensitive: boolean,
): { value: string | null; masked: boolean } {
  if (value === null) return { value, masked: false };
  if (sensitive) return { value: '[masked]', masked: true };
  const what = detectPersonal(value);
  return what === undefined ? { value, masked: false } : { value: `[masked: ${what}]`, masked: true };
}
