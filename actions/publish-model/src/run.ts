import { join } from 'node:path';
import { runAction } from '@proofmark/action-kit';
import { publishModel, showPath } from '@proofmark/runs';
import { gitHubOf, placeOf } from '../../place.ts';
import { spec } from './inputs.ts';

/** Releases the approved model with its evidence. */
export function run(): Promise<void> {
  return runAction(spec, async (inputs, ports) => {
    const place = placeOf({ config: inputs.config, out: inputs.documents }, ports);
    const { headSha, actionSource } = ports.context();
    const outcome = await publishModel(
      place,
      {
        version: inputs.version,
        commit: headSha,
        actionSource,
        files: inputs.files ?? [],
        privateKeyPem: inputs.key,
      },
      await gitHubOf(inputs, ports),
    );
    if (outcome.status === 'refused') {
      return {
        outputs: { tag: undefined, releaseUrl: undefined, manifest: undefined },
        failure: `${outcome.tag} is not released: ${outcome.reason}`,
      };
    }
    const { tag, release, directory, signed } = outcome;
    if (!signed)
      ports.logger.warning(`${tag} is not signed: pass the input \`key\`, so that a download can be proven`);
    ports.logger.info(`${tag} ${release.action}: ${release.url}`);
    await ports.summary.write(`**${tag}** is released, ${signed ? 'signed' : 'not signed'}: ${release.url}`);
    return {
      outputs: { tag, releaseUrl: release.url, manifest: showPath(place, join(directory, 'release.json')) },
    };
  });
}
