import { type ActionPorts, runAction } from '@proofmark/action-kit';
import { type Drift, UserError } from '@proofmark/documents';
import type { Marker } from '@proofmark/github';
import { renderDriftIssue, renderDriftSummary, renderStableIssue } from '@proofmark/report';
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
            await gitHubOf(inputs, ports),
          )
        : await readProfile(place, inputs.profile);
    const { drift, path } = await monitorDrift(place, reference, { files: inputs.data });
    await ports.summary.write(renderDriftSummary(drift, { runUrl: ports.context().runUrl }));
    const hasDrifted = drift.status === 'drifted';
    const follow = hasDrifted ? reportIssue : resolveIssue;
    const issueUrl = inputs.openIssue ? await follow(drift, inputs, ports) : undefined;
    const first = drift.checks.find(({ status }) => status === 'drifted');
    return {
      outputs: { status: hasDrifted ? 'fail' : 'pass', document: path, issueUrl },
      failure: hasDrifted ? `The data has drifted: ${first?.reason}` : undefined,
    };
  });
}

/** One open issue per model, kept up to date while the drift lasts. */
async function reportIssue(
  drift: Drift,
  inputs: { token: string | undefined },
  ports: ActionPorts,
): Promise<string> {
  const github = await gitHubOf(inputs, ports);
  const { title, body } = renderDriftIssue(drift, { runUrl: ports.context().runUrl });
  const author = await github.readLogin();
  const issue = await github.issues.report({ author, ...identify(drift, ports), title, text: body });
  ports.logger.info(`Issue #${issue.number} ${issue.action}: ${issue.url}`);
  return issue.url;
}

/** Closes the issue of a drift that is over. Stable data ask for no right: without one, a warning is enough. */
async function resolveIssue(
  drift: Drift,
  inputs: { token: string | undefined },
  ports: ActionPorts,
): Promise<string | undefined> {
  try {
    const github = await gitHubOf(inputs, ports);
    const text = renderStableIssue(drift, { runUrl: ports.context().runUrl });
    const author = await github.readLogin();
    const issue = await github.issues.resolve({ author, ...identify(drift, ports), text });
    if (issue) ports.logger.info(`Issue #${issue.number} ${issue.action}: ${issue.url}`);
    return issue?.url;
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'github-permission') throw error;
    ports.logger.warning(`No drift issue was looked for: ${error.message}`);
    return undefined;
  }
}

function identify({ model }: Drift, ports: ActionPorts): { marker: Marker; label: string } {
  const { runId, runAttempt, headSha } = ports.context();
  const id = `drift.${model.replaceAll('/', '.')}`;
  return { marker: { id, run: runId, attempt: runAttempt, sha: headSha }, label: 'model-drift' };
}
