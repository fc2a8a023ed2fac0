import { createHash, randomUUID } from 'node:crypto';
import { cpSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateKeyPair } from '@proofmark/evidence';
import { type FakeGitHub, startFakeGitHub } from '@proofmark/fake-github';

export const repository = 'acme/flight-delay';

/** The double of GitHub with one repository, and the folders the demo works in. */
export type World = {
  root: string;
  /** `demo-out` */
  out: string;
  github: FakeGitHub;
  mainSha: string;
  privateKeyPem: string;
  publicKeyPem: string;
};

const example = 'examples/flight-delay';
const flights = 'node_modules/vega-datasets/data/flights-3m.parquet';

/** Starts over: an empty `demo-out`, a new double, a new key pair. */
export async function openWorld(root: string): Promise<World> {
  const out = join(root, 'demo-out');
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out);
  if (!existsSync(join(root, flights))) throw new Error(`${flights} is missing: run npm ci`);
  const github = await startFakeGitHub();
  github.seedRepository(repository);
  const mainSha = github.seedCommit(repository, {
    branch: 'main',
    files: { 'proofmark.yml': readFileSync(join(root, example, 'proofmark.yml'), 'utf8') },
    message: 'Release the baseline',
  });
  return { root, out, github, mainSha, ...generateKeyPair() };
}

/** A checked-out repository: the example with one of its models as the candidate. */
export function checkOut(
  world: World,
  name: string,
  change: { candidate: 'better' | 'worse'; config?: (yaml: string) => string },
): string {
  const directory = join(world.out, name);
  const source = join(world.root, example);
  for (const folder of ['models', 'data', 'contracts'])
    mkdirSync(join(directory, folder), { recursive: true });
  cpSync(join(source, 'contracts'), join(directory, 'contracts'), { recursive: true });
  cpSync(join(source, 'baseline.onnx'), join(directory, 'models/baseline.onnx'));
  cpSync(join(source, `${change.candidate}.onnx`), join(directory, 'models/candidate.onnx'));
  const yaml = readFileSync(join(source, 'proofmark.yml'), 'utf8');
  writeFileSync(join(directory, 'proofmark.yml'), (change.config ?? ((text) => text))(yaml));
  writeFileSync(join(directory, 'model-signing.pem'), world.publicKeyPem);
  shareFile(join(world.root, flights), join(directory, 'data/flights-3m.parquet'));
  return directory;
}

/** One copy of the data serves every checkout where the disk can link. */
function shareFile(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    cpSync(from, to);
  }
}

/** `mergeSha` is what GitHub runs: the pull request merged into main for trial. */
export type PullRequest = { number: number; headSha: string; mergeSha: string };

/** Opens a pull request with one commit on a branch of its own. */
export function openPullRequest(world: World, branch: string, title: string): PullRequest {
  const headSha = world.github.seedCommit(repository, {
    branch,
    from: world.mainSha,
    files: { 'models/candidate.onnx': `${branch} ${randomUUID()}` },
    message: title,
  });
  const number = world.github.seedPull(repository, { headRef: branch, headSha, title });
  const mergeSha = createHash('sha1').update(`${world.mainSha} ${headSha}`).digest('hex');
  return { number, headSha, mergeSha };
}
