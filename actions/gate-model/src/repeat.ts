import type { ActionPorts, RerequestFacts } from '@proofmark/action-kit';
import { branchRecords, confirmVerdict, type Workplace } from '@proofmark/runs';
import { documentsArtifact } from '../../documents-artifact.ts';
import { readForeignDocuments } from '../../foreign-documents.ts';
import { gitHubOf } from '../../place.ts';
import { conclusionOf, publishCheck } from './check.ts';
import { nothing, type Outputs } from './outputs.ts';

/**
 * Somebody pressed "re-run" at a check run, of a pull request, a merge group or a push. Nothing is measured again here, on the default branch: the check is
 * published anew from the documents of the newest run on that commit, with the looks and overrides of today. Only
 * of runs of the repository itself: the token of a fork may write no check, and this must not do it in its place.
 */
export async function repeatCheck(
  place: Workplace,
  { name, headSha }: RerequestFacts,
  inputs: { checkName: string; token: string | undefined },
  ports: ActionPorts,
): Promise<Outputs> {
  if (inputs.checkName === '' || name !== inputs.checkName) {
    ports.logger.info('Nothing to do: another check was asked for');
    return nothing;
  }
  const github = await gitHubOf(inputs, ports);
  const run = await github.artifacts.findRun({ headSha, name: documentsArtifact });
  const { repository } = ports.context();
  if (run === undefined || run.headRepository?.toLowerCase() !== repository.toLowerCase()) {
    const why = run === undefined ? 'no run on this commit has left documents' : 'its run is that of a fork';
    ports.logger.warning(`The check is not repeated: ${why}; run the workflow of the pull request again`);
    return nothing;
  }
  const { documents } = await confirmVerdict(
    place,
    await readForeignDocuments(github, run.id),
    { commit: headSha, at: place.now().toISOString() },
    branchRecords(github.branch),
  );
  const { verdict } = documents;
  if (verdict === undefined) {
    ports.logger.warning('The check is not repeated: the run has left no verdict; run its workflow again');
    return nothing;
  }
  await publishCheck({ ...documents, verdict }, headSha, inputs, ports);
  return { ...nothing, status: verdict.status, conclusion: conclusionOf(verdict) };
}
