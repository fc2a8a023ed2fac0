import { exactDecimal, type YamlSource } from '@proofmark/documents';

/**
 * A number of a contract as a decimal without exponent, with the digits it was written with: the zeros of 01234 matter
 * where it is compared with text.
 */
export function decimalAt(source: YamlSource, path: readonly PropertyKey[], value: number): string {
  const written = source.written(path)?.replace(/^\+/, '') ?? '';
  if (/^-?\d+(\.\d+)?$/.test(written)) return written;
  const exact = exactDecimal(written);
  // What a translation has put there stands in the file as something else.
  if (exact !== undefined && Number(exact) === value) return exact;
  return exactDecimal(String(value)) ?? String(value);
}
