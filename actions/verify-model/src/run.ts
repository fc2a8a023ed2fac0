import { join } from 'node:path';
import { runAction } from '@proofmark/action-kit';
import { versionTagName } from '@proofmark/github';
import { printVerification, renderVerificationSummary } from '@proofmark/report';
import {
  pathIn,
  readConfigOf,
  showPath,
  verifyDirectory,
  verifyPublished,
  type Workplace,
} from '@proofmark/runs';
import { gitHubOf, placeOf } from '../../place.ts';
import { spec } from './inputs.ts';

/** Proves a release: bytes, signature, and the verdict computed again. */
export function run(): Promise<void> {
  return runAction(spec, async (inputs, ports) => {
    const place = placeOf(inputs, ports);
    const { publicKey, recompute, directory } = inputs;
    const isLocal = inputs.version === undefined && inputs.tag === undefined;
    const verification = isLocal
      ? await verifyDirectory(place, { directory, publicKey, recompute })
      : await verifyPublished(
          place,
          { tag: await tagOf(inputs, place), directory, publicKey, recompute },
          await gitHubOf(inputs, ports),
        );
    for (const line of printVerification(verification).split('\n')) ports.logger.info(line);
    await ports.summary.write(renderVerificationSummary(verification));
    // A check that could not be made proves nothing; only the one the user switched off is excused.
    const problem = verification.checks.find(
      ({ status, name }) => status !== 'pass' && (recompute || name !== 'verdict-recomputed'),
    );
    return {
      outputs: {
        status: problem ? 'fail' : 'pass',
        manifest: showPath(place, join(pathIn(place, directory), 'release.json')),
      },
      failure: problem && `The release is not proven: ${problem.reason}`,
    };
  });
}

async function tagOf(
  inputs: { tag: string | undefined; version: string | undefined; model: string | undefined },
  place: Workplace,
): Promise<string> {
  if (inputs.tag !== undefined) return inputs.tag;
  const model = inputs.model ?? (await readConfigOf(place)).config.model;
  return versionTagName(model, inputs.version ?? '');
}
