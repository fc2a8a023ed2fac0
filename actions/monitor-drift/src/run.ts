import { type ActionPorts, runAction } from '@proofmark/action-kit';
import type { Drift } from '@proofmark/documents';
import { renderDriftIssue, renderDriftSummary } from '@proofmark/report';
import { downloadProfile, monitorDrift, readConfigOf, readProfile } from '@proofmark/runs';
import { gitHubOf, placeOf } from '../../place.ts';
import { spec } from './inputs.ts';

/** Watches production against the released profile. */
export function run(): Promise<void> {
  return runAction(spec, async (inputs, ports) => {
    const place = placeOf(inputs, ports);
    const { config } = await readConfigOf(place);
    const reference =
      inputs.profile === undefined
        ? await downloadProfile(
            place,
            { model: config.model, tag: inputs.release, stage: inputs.stage },
            gitHubOf(inputs, ports),
          )
        : await readProfile(place, inputs.profile);
    const { drift, path } = await monitorDrift(place, reference, { files: inputs.data });
    await ports.summary.write(renderDriftSummary(drift, { runUrl: ports.context().runUrl }));
    const hasDrifted = drift.status === 'drifted';
    const issueUrl = hasDrifted && inputs.openIssue ? await reportIssue(drift, inputs, ports) : undefined;
    const first = drift.checks.find(({ status }) => status === 'drifted');
    return {
      outputs: { status: hasDrifted ? 'fail' : 'pass', document: path, issueUrl },
      failure: hasDrifted ? `The data has drifted: ${first?.reason}` : undefined,
    };
  });
}

/** One open issue per model, kept up to date. */
async function reportIssue(
  drift: Drift,
  inputs: { token: string | undefined },
  ports: ActionPorts,
): Promise<string> {
  const github = gitHubOf(inputs, ports);
  const { runId, runAttempt, runUrl, headSha } = ports.context();
  const { title, body } = renderDriftIssue(drift, { runUrl });
  const issue = await github.issues.report({
    author: await github.readLogin(),
    marker: {
      id: `drift.${drift.model.replaceAll('/', '.')}`,
      run: runId,
      attempt: runAttempt,
      sha: headSha,
    },
    title,
    text: body,
    label: 'model-drift',
  });
  ports.logger.info(`Issue #${issue.number} ${issue.action}: ${issue.url}`);
  return issue.url;
}
