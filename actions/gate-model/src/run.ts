import { runAction } from '@proofmark/action-kit';
import { annotateVerdict, renderVerdictSummary } from '@proofmark/report';
import { branchRecords, gateModel, readReportDocuments } from '@proofmark/runs';
import { annotate } from '../../annotate.ts';
import { gitHubOf, placeOf } from '../../place.ts';
import { readHistoryOf } from '../../read-history.ts';
import { conclusionOf, publishCheck } from './check.ts';
import { spec } from './inputs.ts';
import { nothing } from './outputs.ts';
import { overrideByComment } from './override.ts';
import { recordPush } from './record.ts';
import { repeatCheck } from './repeat.ts';
import { publishPage, uploadDocuments } from './upload.ts';

/** More would hide the diff that they stand in; the summary has all. */
const CHECK_ANNOTATIONS = 120;

/** Decides with statistics whether a model may pass. The exit of this step is the verdict; the check run repeats it. */
export function run(): Promise<void> {
  return runAction(spec, async (inputs, ports) => {
    const place = placeOf(inputs, ports);
    const { comment, eventName, headSha, rerequested } = ports.context();
    if (comment) return { outputs: await overrideByComment(place, comment, inputs, ports) };
    if (rerequested) return { outputs: await repeatCheck(place, rerequested, inputs, ports) };
    if (eventName === 'issue_comment' || eventName === 'check_run') {
      ports.logger.info('Nothing to do: this is no new comment on a pull request, nor a request for a check');
      return { outputs: nothing };
    }
    // Without a token there are no records, and the verdict says so where they matter.
    const github = inputs.token === undefined ? undefined : await gitHubOf(inputs, ports);
    const records = github ? branchRecords(github.branch) : {};
    const { verdict, evaluation, path, locate } = await gateModel(place, inputs, records);
    const history = github ? await readHistoryOf(verdict.model, github, ports) : [];
    const documents = { ...(await readReportDocuments(place, place.out)), verdict, history };
    annotate(ports.logger, annotateVerdict(verdict, locate));
    await ports.summary.write(renderVerdictSummary(documents, { runUrl: ports.context().runUrl }));
    if (inputs.uploadArtifact) await uploadDocuments(place, inputs, ports);
    const report = await publishPage(documents, place, inputs, ports);
    if (inputs.checkName !== '') {
      const annotations = annotateVerdict(verdict, locate, CHECK_ANNOTATIONS);
      await publishCheck(documents, headSha, inputs, ports, annotations);
    }
    await recordPush({ evaluation, verdict }, inputs, ports);
    return {
      outputs: { status: verdict.status, document: path, report, conclusion: conclusionOf(verdict) },
      failure: verdict.status === 'pass' ? undefined : verdict.headline,
    };
  });
}
