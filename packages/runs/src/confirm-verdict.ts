import type { ReportDocuments } from '@proofmark/report';
import { decideOnRecord, type Occasion } from './decide-on-record.ts';
import type { Records } from './records.ts';
import { provenanceOf, type Workplace } from './workplace.ts';

/**
 * Decides a stranger's verdict again with the records themselves, where it depends on them: how often its test set
 * was looked at and who overrode a gate are not for a pull request to say. Records the look.
 * @returns the documents with that verdict, and what to tell when it is another one
 */
export async function confirmVerdict(
  place: Workplace,
  documents: ReportDocuments,
  occasion: Occasion,
  records: Records,
): Promise<{ documents: ReportDocuments; changed: string | undefined }> {
  const { verdict, evaluation } = documents;
  if (!verdict || !evaluation || !(verdict.budget || verdict.waivers))
    return { documents, changed: undefined };
  const decided = await decideOnRecord(evaluation, verdict.policy, occasion, records);
  const changed =
    decided.status === verdict.status
      ? undefined
      : `the run said ${verdict.status}, but with the records on the branch proofmark the verdict is ${decided.status}: ${decided.headline}`;
  const provenance = verdict.provenance ?? provenanceOf(place);
  return { documents: { ...documents, verdict: { ...decided, provenance } }, changed };
}
