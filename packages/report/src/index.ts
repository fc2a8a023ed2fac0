export { type Comment, renderComment } from './comment.ts';
export type { ReportContext, ReportDocuments } from './input.ts';
