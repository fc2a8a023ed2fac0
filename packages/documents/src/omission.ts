import { z } from 'zod';
import type { Task } from './common.ts';
import { countedUnit } from './counted-unit.ts';

const column = z.string();
const count = z.int().positive();

/** What a column to slice by leaves without a slice, and why. */
export const Omission = z.discriminatedUnion('why', [
  z.strictObject({ why: z.literal('few-rows'), column, values: count, minRows: z.int() }),
  z.strictObject({ why: z.literal('beyond-top'), column, values: count, top: z.int() }),
  z.strictObject({ why: z.literal('no-value'), column, rows: count }),
]);
export type Omission = z.infer<typeof Omission>;

/** In words: "origin: 209 values with fewer than 1000 rows"; of series or queries where the task counts these. */
export function describeOmission(omission: Omission, task: Task): string {
  const { column } = omission;
  const [one, many] = countedUnit(task);
  switch (omission.why) {
    case 'few-rows':
      return `${column}: ${plural(omission.values, 'value')} with fewer than ${omission.minRows} ${many}`;
    case 'beyond-top':
      return `${column}: ${plural(omission.values, 'value')} beyond the ${omission.top} largest`;
    case 'no-value':
      return `${column}: ${plural(omission.rows, one, many)} without a value`;
  }
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
