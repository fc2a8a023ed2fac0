import { z } from 'zod';
import { FileReference, header, Sha256, Status } from './common.ts';

export const ReleaseFileRole = z.enum([
  'model',
  'evaluation',
  'verdict',
  'validation',
  'contract',
  'profile',
  'policy',
  'card',
  'other',
]);
export type ReleaseFileRole = z.infer<typeof ReleaseFileRole>;

/** Binds the released bytes to the documents that say why they were released. */
export const ReleaseManifest = z.strictObject({
  ...header('release'),
  model: z.string(),
  modelVersion: z.string(),
  tag: z.string(),
  commit: z.string(),
  files: z.array(FileReference.extend({ role: ReleaseFileRole })).min(1),
  verdict: z.strictObject({ status: Status, sha256: Sha256 }),
});
export type ReleaseManifest = z.infer<typeof ReleaseManifest>;
