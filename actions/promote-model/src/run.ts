import { runAction } from '@proofmark/action-kit';
import { UserError } from '@proofmark/documents';
import { promoteModel, readConfigOf } from '@proofmark/runs';
import { gitHubOf, placeOf } from '../../place.ts';
import { spec } from './inputs.ts';

/** Puts a released version into a stage, or rolls the stage back. */
export function run(): Promise<void> {
  return runAction(spec, async (inputs, ports) => {
    const place = placeOf(inputs, ports);
    const model = inputs.model ?? (await readConfigOf(place)).config.model;
    const common = { model, stage: inputs.stage, reason: inputs.reason ?? '' };
    const result = await promoteModel(
      inputs.rollback
        ? { ...common, rollback: true }
        : { ...common, rollback: false, version: versionOf(inputs) },
      await gitHubOf(inputs, ports),
    );
    const change = result.action === 'unchanged' ? 'is already in' : 'is now in';
    const line = `${model} ${result.version} ${change} ${inputs.stage}${result.previousVersion ? `, after ${result.previousVersion}` : ''}`;
    ports.logger.info(`${line} (tag ${result.tag})`);
    await ports.summary.write(line);
    return { outputs: { tag: result.tag, previousVersion: result.previousVersion } };
  });
}

function versionOf({ version }: { version: string | undefined }): string {
  if (version !== undefined) return version;
  throw new UserError(
    'input-invalid',
    'input `version` is missing: expected a released version such as 1.2.3, or rollback: true',
  );
}
