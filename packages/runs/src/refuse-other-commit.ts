import { type Provenance, showReceived, UserError } from '@proofmark/documents';

/** What is asked of a document: who made it, and where. */
type Made = { provenance?: Provenance | undefined };
type MadeDocuments = {
  evaluation?: Made | undefined;
  verdict?: Made | undefined;
  profile?: Made | undefined;
  validations?: readonly Made[] | undefined;
};

/**
 * A release tags one commit, and its documents must have been made at it: a squash or merge commit holds other code
 * than the head of the pull request, so what was measured there is no proof of it.
 * @returns the documents that name no commit, for a warning; outside of a job none is known
 * @throws UserError `evidence-invalid`
 */
export function refuseOtherCommit(documents: MadeDocuments, commit: string): string[] {
  const { verdict, evaluation, profile, validations = [] } = documents;
  const made = [
    ['evaluation', evaluation, 'evaluate-model'],
    ['verdict', verdict, 'gate-model'],
    ['profile', profile, 'evaluate-model'],
    ...validations.map((document) => ['validation', document, 'validate-data'] as const),
  ] as const;
  const unnamed: string[] = [];
  for (const [kind, document, maker] of made) {
    if (!document) continue;
    const received = document.provenance?.commit;
    if (received === undefined) unnamed.push(kind);
    else if (received !== commit) {
      throw new UserError(
        'evidence-invalid',
        `the ${kind} document was made at another commit than the one to be released: expected ${commit}, received ${showReceived(received)}; run ${maker} at the released commit, in the job that publishes (a squash or merge commit is not the head of its pull request)`,
      );
    }
  }
  return [...new Set(unnamed)];
}
