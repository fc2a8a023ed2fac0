import { Distance, JsonSchema } from '@proofmark/documents';
import { z } from 'zod';
import type { Demand } from './model.ts';

const profile = z.string().min(1);

/** What a custom rule of `engine: proofmark` may ask for. */
const Implementation = z.union([
  z.strictObject({
    distribution: z.strictObject({ profile, distance: Distance.default('psi'), max: z.number().positive() }),
  }),
  z.strictObject({ rowCountChange: z.strictObject({ profile, max: z.number().nonnegative() }) }),
  z.strictObject({ jsonSchema: JsonSchema }),
]);

const EXPECTED =
  'expected implementation: {distribution: {profile: FILE, distance: psi, max: 0.2}}, {rowCountChange: {profile: FILE, max: 0.5}} or {jsonSchema: SCHEMA}';

/** The demand of a custom rule that is our own: drift of values or rows against a stored profile, a schema of JSON values. */
export function ownDemand(implementation: unknown): Demand {
  const parsed = Implementation.safeParse(implementation);
  if (!parsed.success) {
    return {
      kind: 'custom',
      unenforced: 'unsupported',
      reason: `its implementation is unknown: ${EXPECTED}`,
    };
  }
  if ('jsonSchema' in parsed.data) return { kind: 'json-schema', schema: parsed.data.jsonSchema };
  return 'distribution' in parsed.data
    ? { kind: 'distribution', ...parsed.data.distribution }
    : { kind: 'row-count-change', ...parsed.data.rowCountChange };
}
