import { SampleRows, showReceived, UserError } from '@proofmark/documents';

/**
 * Reads `NAME=VALUE` of each line into a record; a later line goes before an earlier one.
 * @param where the option, as the user knows it
 * @throws UserError `input-invalid`
 */
export function parseVariables(lines: readonly string[], where: string): Record<string, string> {
  return Object.fromEntries(
    lines.map((line) => {
      const [, name, value] = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s.exec(line) ?? [];
      if (name !== undefined && value !== undefined) return [name, value];
      throw new UserError('input-invalid', `${where}: expected NAME=VALUE, received ${showReceived(line)}`);
    }),
  );
}

export type SampleOptions = { sampleRows: number | undefined; seed: number | undefined };

/**
 * Checks what draws the failing rows that are shown.
 * @param nameOf an option, as the user knows it
 * @throws UserError `input-invalid`
 */
export function parseSample(sample: SampleOptions, nameOf: (name: string) => string): SampleOptions {
  const { sampleRows, seed } = sample;
  if (sampleRows !== undefined && !SampleRows.safeParse(sampleRows).success) {
    throw new UserError(
      'input-invalid',
      `${nameOf('sample-rows')}: expected a whole number of 0 to 1000, received ${sampleRows}`,
    );
  }
  if (seed !== undefined && !Number.isSafeInteger(seed)) {
    throw new UserError('input-invalid', `${nameOf('seed')}: expected a whole number, received ${seed}`);
  }
  return sample;
}
