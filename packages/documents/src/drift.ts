import { z } from 'zod';
import { header, Sha256 } from './common.ts';
import { ColumnProfile } from './profile.ts';

/** Distances between two distributions. All are 0 for equal ones. */
export const Distance = z.enum(['psi', 'jensen-shannon', 'wasserstein', 'l-infinity', 'null-rate']);
export type Distance = z.infer<typeof Distance>;

export const DriftCheck = z.strictObject({
  column: z.string(),
  distance: Distance,
  value: z.number(),
  /** What sampling alone would give at these row counts (95th percentile): below it, a distance means nothing. */
  noise: z.number(),
  threshold: z.number(),
  status: z.enum(['stable', 'drifted']),
  /** The bin that moved most: "delayed=1: 16.1 % → 21.3 %". */
  reason: z.string(),
});
export type DriftCheck = z.infer<typeof DriftCheck>;

export const Drift = z.strictObject({
  ...header('drift'),
  model: z.string(),
  /** The release the profile came from, and the digest of the profile. */
  reference: z.strictObject({ release: z.string().optional(), profile: Sha256, rows: z.int() }),
  rows: z.int().nonnegative(),
  checks: z.array(DriftCheck),
  columns: z.array(z.strictObject({ reference: ColumnProfile, current: ColumnProfile })),
  status: z.enum(['stable', 'drifted']),
});
export type Drift = z.infer<typeof Drift>;
