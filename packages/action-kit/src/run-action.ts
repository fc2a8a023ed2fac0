import { readFileSync } from 'node:fs';
import { type Logger, messageOf, UserError } from '@proofmark/documents';
import { actionLogger } from './action-logger.ts';
import { type GitHubContext, readGitHubContext } from './github-context.ts';
import { type Environment, type InputSpecs, type InputsOf, readInputs, secretValues } from './inputs.ts';
import { type ActionSpec, listOutputs, type OutputSpecs, type OutputsOf } from './outputs.ts';
import { safeLines } from './safe-text.ts';
import { actionSummary, type Summary } from './summary.ts';
import { type Place, runnerToolkit, type Toolkit } from './toolkit.ts';

/** What an action may use besides its inputs. */
export type ActionPorts = {
  readonly logger: Logger;
  readonly summary: Summary;
  /** What other actions and the workflow set for programs: how S3 is reached, say. */
  readonly env: Environment;
  /** Reads what GitHub says about this run. @throws UserError outside of GitHub Actions */
  context(): GitHubContext;
};

/** How a run ended. `failure` is the one line that says why the verdict is a failure: it fails the step. */
export type ActionOutcome<Outputs extends OutputSpecs> = {
  readonly outputs: OutputsOf<Outputs>;
  readonly failure?: string | undefined;
};

const exitCodes = { failedVerdict: 1, noVerdict: 2 } as const;

/**
 * Runs an action: reads its inputs, does the work, sets the outputs, ends with exit code 0, 1 (the verdict is a
 * failure) or 2 (there is no verdict: wrong input, missing permission, a defect). Never throws.
 */
export async function runAction<Inputs extends InputSpecs, Outputs extends OutputSpecs>(
  spec: ActionSpec<Inputs, Outputs>,
  run: (inputs: InputsOf<Inputs>, ports: ActionPorts) => Promise<ActionOutcome<Outputs>>,
  toolkit: Toolkit = runnerToolkit(),
): Promise<void> {
  const logger = actionLogger(toolkit);
  // Node itself would end with 1, which means a failed verdict.
  toolkit.onCrash(exitCodes.noVerdict, (error) => reportDefect(error, spec.name, toolkit));
  try {
    for (const secret of secretValues(spec.inputs, toolkit.env)) toolkit.setSecret(secret);
    const inputs = readInputs(spec.inputs, toolkit.env, spec.renamed);
    const outcome = await run(inputs, {
      logger,
      summary: actionSummary(toolkit),
      env: toolkit.env,
      context: () => readGitHubContext(toolkit.env, (path) => readFileSync(path, 'utf8')),
    });
    for (const [name, value] of listOutputs(spec.outputs, outcome.outputs)) toolkit.setOutput(name, value);
    if (outcome.failure !== undefined) {
      toolkit.error(safeLines(outcome.failure), {});
      toolkit.setExitCode(exitCodes.failedVerdict);
    }
  } catch (error) {
    toolkit.setExitCode(exitCodes.noVerdict);
    if (error instanceof UserError) toolkit.error(safeLines(error.message), placeOf(error));
    else reportDefect(error, spec.name, toolkit);
  }
  logger.finish();
}

function placeOf({ location }: UserError): Place {
  if (location === undefined) return {};
  return {
    file: location.file,
    ...(location.line === undefined ? {} : { startLine: location.line }),
    ...(location.column === undefined ? {} : { startColumn: location.column }),
  };
}

function reportDefect(error: unknown, action: string, toolkit: Toolkit): void {
  toolkit.startGroup('Stack of the error');
  toolkit.info(safeLines(showChain(error)));
  toolkit.endGroup();
  const hint = 'This is a defect of Proofmark: please report it with the stack above.';
  toolkit.error(safeLines(`${action} stopped unexpectedly: ${messageOf(error)}. ${hint}`), {});
}

function showChain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? error.message;
  return error.cause === undefined ? own : `${own}\ncaused by: ${showChain(error.cause)}`;
}
