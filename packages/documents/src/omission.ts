import { z } from 'zod';

const column = z.string();
const count = z.int().positive();

/** What a column to slice by leaves without a slice, and why. */
export const Omission = z.discriminatedUnion('why', [
  z.strictObject({ why: z.literal('few-rows'), column, values: count, minRows: z.int() }),
  z.strictObject({ why: z.literal('beyond-top'), column, values: count, top: z.int() }),
  z.strictObject({ why: z.literal('no-value'), column, rows: count }),
]);
export type Omission = z.infer<typeof Omission>;

/** In words: "origin: 209 values with fewer than 1000 rows". */
export function describeOmission(omission: Omission, counted = 'rows'): string {
  const { column } = omission;
  switch (omission.why) {
    case 'few-rows':
      return `${column}: ${plural(omission.values, 'value')} with fewer than ${omission.minRows} ${counted}`;
    case 'beyond-top':
      return `${column}: ${plural(omission.values, 'value')} beyond the ${omission.top} largest`;
    case 'no-value':
      return `${column}: ${plural(omission.rows, 'row')} without a value`;
  }
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
