import { z } from 'zod';

/** Lower-case hexadecimal SHA-256. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 lower-case hexadecimal digits');

/** A file that took part, bound by its bytes. `path` is relative to the repository or the release. */
export const FileReference = z.strictObject({
  path: z.string().min(1),
  bytes: z.int().nonnegative(),
  sha256: Sha256,
});
export type FileReference = z.infer<typeof FileReference>;

/** Who made a document, when and from what. Never enters a number or a verdict. */
export const Provenance = z.strictObject({
  createdAt: z.iso.datetime(),
  tool: z.strictObject({ name: z.literal('proofmark'), version: z.string() }),
  commit: z.string().optional(),
  ref: z.string().optional(),
  runUrl: z.url().optional(),
});
export type Provenance = z.infer<typeof Provenance>;

/** aggregates: numbers that another tool computed; nothing is known of the rows. */
export const Task = z.enum([
  'binary',
  'multiclass',
  'multilabel',
  'regression',
  'ranking',
  'forecast',
  'scores',
  'aggregates',
]);
export type Task = z.infer<typeof Task>;

export const Side = z.enum(['candidate', 'baseline']);
export type Side = z.infer<typeof Side>;

/** pass, fail, or the data cannot tell. */
export const Status = z.enum(['pass', 'fail', 'inconclusive']);
export type Status = z.infer<typeof Status>;

export const Severity = z.enum(['error', 'warning', 'info']);
export type Severity = z.infer<typeof Severity>;

/** A two-sided interval. `level` is its nominal coverage, 0.95 for 95 %. */
export const Interval = z.strictObject({
  lower: z.number(),
  upper: z.number(),
  level: z.number().gt(0).lt(1),
  method: z.string(),
});
export type Interval = z.infer<typeof Interval>;

/** One slice of the test set; the empty list is the whole of it. */
export const SliceKey = z.array(z.strictObject({ column: z.string(), value: z.string() }));
export type SliceKey = z.infer<typeof SliceKey>;

/** `origin=ATL`, or `all` for the whole test set. */
export function showSlice(slice: SliceKey): string {
  return slice.length === 0 ? 'all' : slice.map(({ column, value }) => `${column}=${value}`).join(', ');
}

/** What gates call the slices of the same columns: `origin`, `origin x weekday`. */
export function nameSlices(slice: SliceKey): string {
  return slice.map(({ column }) => column).join(' x ');
}

/** The two fields every document begins with. Minor versions add optional fields; major versions break. */
export function header<Kind extends string>(kind: Kind) {
  return {
    document: z.literal(`proofmark/${kind}` as const),
    version: z.string().regex(/^1\.\d+$/, 'expected major version 1'),
    provenance: Provenance.optional(),
  };
}
