import type { Drift, Evaluation, Validation, Verdict } from '@proofmark/documents';

/** What a report is made from. Each may be absent; the report then says so instead of staying silent. */
export type ReportDocuments = {
  verdict?: Verdict | undefined;
  evaluation?: Evaluation | undefined;
  validations?: readonly Validation[] | undefined;
  drift?: Drift | undefined;
};

/** What the documents cannot know, or what the caller knows better because it is trusted. */
export type ReportContext = {
  /** Default: the commit in the provenance of the documents. */
  commit?: string | undefined;
  /** The baseline in words, "release flight-delay@v1.2.0". Default: its name in the evaluation. */
  baseline?: string | undefined;
  /** The page of the run that made the report. The only address that becomes a link. */
  runUrl?: string | undefined;
};

/** The commit the documents speak of, the caller's word first. */
export function commitOf(documents: ReportDocuments, context: ReportContext): string | undefined {
  const { verdict, evaluation } = documents;
  return context.commit ?? verdict?.provenance?.commit ?? evaluation?.provenance?.commit;
}

/** The name of the model, from the first document that has one. */
export function modelOf(documents: ReportDocuments): string | undefined {
  return documents.verdict?.model ?? documents.evaluation?.model ?? documents.drift?.model;
}
