import { z } from 'zod';
import { FileReference, header } from './common.ts';

export const ReportFormat = z.enum([
  'html',
  'markdown',
  'comment-html',
  'junit',
  'gitlab',
  'gitlab-code-quality',
]);
export type ReportFormat = z.infer<typeof ReportFormat>;

/** What `proofmark report` wrote, and the documents it was made from. */
export const Report = z.strictObject({
  ...header('report'),
  format: ReportFormat,
  from: z.array(FileReference).min(1),
  written: FileReference,
});
export type Report = z.infer<typeof Report>;
