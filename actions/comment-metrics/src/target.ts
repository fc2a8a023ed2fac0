import type { ReportDocuments } from '@proofmark/report';

/** What to say, and where. */
export type Target = {
  documents: ReportDocuments;
  pullRequest: number;
  /** The commit that was measured. */
  headSha: string;
  /** The run that measured: a later one replaces what an earlier one said. */
  run: { id: number; attempt: number };
  /** The fork whose own run measured, when it was one. */
  fork?: string | undefined;
};
