import type {
  Drift,
  Evaluation,
  HistoryEntry,
  Profile,
  Provenance,
  Validation,
  Verdict,
} from '@proofmark/documents';

/** What a report is made from. Each may be absent; the report then says so instead of staying silent. */
export type ReportDocuments = {
  verdict?: Verdict | undefined;
  evaluation?: Evaluation | undefined;
  validations?: readonly Validation[] | undefined;
  drift?: Drift | undefined;
  /** Draws the columns of failing checks in the HTML report. */
  profile?: Profile | undefined;
  /** Evaluations of the default branch, oldest first. */
  history?: readonly HistoryEntry[] | undefined;
};

/** What the documents cannot know, or what the caller knows better because it is trusted. */
export type ReportContext = {
  /** Default: the commit in the provenance of the documents. */
  commit?: string | undefined;
  /** The baseline in words, "release flight-delay@v1.2.0". Default: its name in the evaluation. */
  baseline?: string | undefined;
  /** The page of the run that made the report. The only address that becomes a link. */
  runUrl?: string | undefined;
  /** Where the actions were taken from, on github.com. Default: placeholders in the commands that need it. */
  actionSource?: { repository: string; ref: string } | undefined;
  /** The repository of the fork whose own run made the documents, where one did. */
  fork?: string | undefined;
};

/** The commit the documents speak of, the caller's word first. */
export function commitOf(documents: ReportDocuments, context: ReportContext): string | undefined {
  return context.commit ?? provenanceOf(documents)?.commit;
}

/** The provenance of the last document of the chain, which knows most. */
export function provenanceOf(documents: ReportDocuments): Provenance | undefined {
  const { verdict, evaluation, validations = [], drift } = documents;
  return (verdict ?? evaluation ?? drift ?? validations[0])?.provenance;
}

/** The name of the model, from the first document that has one. */
export function modelOf(documents: ReportDocuments): string | undefined {
  return documents.verdict?.model ?? documents.evaluation?.model ?? documents.drift?.model;
}
