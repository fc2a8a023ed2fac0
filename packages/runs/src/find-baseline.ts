import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  type Evaluation,
  makeDirectory,
  type RecordedBaseline,
  readDocument,
  UserError,
} from '@proofmark/documents';
import type { BranchStorePort, CommitsPort, Release, ReleasesPort } from '@proofmark/github';
import { newestRelease } from './download-release.ts';
import { readHistory, readRecorded } from './history.ts';
import { readDocumentOf } from './read-inputs.ts';
import { pathIn, showPath, type Workplace } from './workplace.ts';

/** Where earlier evaluations are kept. */
export type BaselinePorts = {
  releases: ReleasesPort;
  branch: BranchStorePort;
  commits: CommitsPort;
  /** The commit that is evaluated, and the branch that it goes into; on a push the two are one. */
  head: string;
  base: string;
};

export type FoundBaseline =
  /** An evaluation of the baseline, made before. */
  | { kind: 'evaluation'; recorded: Pick<RecordedBaseline, 'origin' | 'name'>; evaluation: Evaluation }
  /** The released model itself, to be run on today's rows. */
  | { kind: 'model'; path: string };

/** So many of the newest recorded commits are tried as ancestors. */
const ANCESTORS = 20;

/**
 * Finds the baseline that `evaluation.baseline` names. Undefined, and told, where there is none yet: the policy says
 * what a first run does.
 * @throws UserError where it should be there and cannot be read
 */
export async function findBaseline(
  place: Workplace,
  wanted: string,
  model: string,
  ports: BaselinePorts | undefined,
): Promise<FoundBaseline | undefined> {
  switch (wanted) {
    case 'release':
      return findReleased(place, model, requirePorts(ports, wanted));
    case 'model':
      return findModel(place, model, requirePorts(ports, wanted));
    case 'merge-base':
      return findMergeBase(place, model, requirePorts(ports, wanted));
    default:
      return {
        kind: 'evaluation',
        recorded: { origin: 'file', name: showPath(place, wanted) },
        evaluation: await readDocumentOf(place, wanted, 'evaluation'),
      };
  }
}

function requirePorts(ports: BaselinePorts | undefined, wanted: string): BaselinePorts {
  if (ports) return ports;
  throw new UserError(
    'config-invalid',
    `evaluation.baseline: ${wanted} is looked up on GitHub by the action evaluate-model, with its input token; elsewhere give the path of an evaluation document (--baseline FILE)`,
  );
}

async function findReleased(
  place: Workplace,
  model: string,
  ports: BaselinePorts,
): Promise<FoundBaseline | undefined> {
  const release = await newest(place, model, ports);
  if (release === undefined) return undefined;
  const { evaluation } = await downloadEvaluation(place, release, ports);
  return { kind: 'evaluation', recorded: { origin: 'release', name: release.tag }, evaluation };
}

/** The model file that the released evaluation is about, with the digest that it names. */
async function findModel(
  place: Workplace,
  model: string,
  ports: BaselinePorts,
): Promise<FoundBaseline | undefined> {
  const release = await newest(place, model, ports);
  if (release === undefined) return undefined;
  const { evaluation, directory } = await downloadEvaluation(place, release, ports);
  const { kind, file } = evaluation.candidate;
  if (kind !== 'model') {
    throw new UserError(
      'data-missing',
      `${release.tag}: its evaluation is of ${kind}, not of a model that could be run again; use evaluation.baseline: release`,
    );
  }
  const name = basename(file.path);
  const path = join(directory, name);
  const received = await downloadAsset(release, name, path, ports);
  if (received !== file.sha256) {
    throw new UserError(
      'evidence-invalid',
      `${release.tag}: ${name}: expected SHA-256 ${file.sha256}, as in its evaluation, received ${received}; the release was changed`,
    );
  }
  place.logger.info(`The baseline is ${name} of ${release.tag}, run again`);
  return { kind: 'model', path: showPath(place, path) };
}

async function findMergeBase(
  place: Workplace,
  model: string,
  { branch, commits, head, base }: BaselinePorts,
): Promise<FoundBaseline | undefined> {
  const isPush = head === base;
  const mergeBase = isPush ? head : await commits.mergeBase(base, head);
  if (mergeBase !== undefined) {
    const entries = await readHistory(branch, model);
    const newestFirst = entries.toReversed().filter(({ commit }) => !isPush || commit !== head);
    const exact = newestFirst.find(({ commit }) => commit === mergeBase);
    for (const { commit } of exact ? [exact] : newestFirst.slice(0, ANCESTORS)) {
      if (commit !== mergeBase && (await commits.mergeBase(commit, mergeBase)) !== commit) continue;
      const evaluation = await readRecorded(branch, model, commit);
      if (evaluation === undefined) continue;
      if (commit !== mergeBase)
        place.logger.info(`Nothing is recorded of ${mergeBase}; its ancestor ${commit} is`);
      return { kind: 'evaluation', recorded: { origin: 'merge-base', name: commit }, evaluation };
    }
  }
  place.logger.warning(
    `No baseline: the branch proofmark holds no evaluation of ${model} at the merge base of ${base} and ${head}, nor at an ancestor; run gate-model on pushes to the default branch`,
  );
  return undefined;
}

async function newest(
  place: Workplace,
  model: string,
  { releases }: BaselinePorts,
): Promise<Release | undefined> {
  try {
    return await newestRelease(releases, model);
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'data-missing') throw error;
    place.logger.warning(`No baseline: ${error.message}`);
    return undefined;
  }
}

async function downloadEvaluation(
  place: Workplace,
  release: Release,
  ports: BaselinePorts,
): Promise<{ evaluation: Evaluation; directory: string }> {
  const directory = join(pathIn(place, place.out), 'baseline.download');
  await rm(directory, { recursive: true, force: true });
  await makeDirectory(directory);
  const path = join(directory, 'evaluation.json');
  await downloadAsset(release, 'evaluation.json', path, ports);
  return {
    evaluation: await readDocument(path, 'evaluation', `${release.tag}/evaluation.json`),
    directory,
  };
}

async function downloadAsset(
  release: Release,
  name: string,
  path: string,
  { releases }: BaselinePorts,
): Promise<string> {
  const asset = (await releases.listAssets(release.id)).find((one) => one.name === name);
  if (!asset) {
    throw new UserError(
      'data-missing',
      `${release.tag}: the release has no ${name}; release the model again with it`,
    );
  }
  const received = await releases.downloadAsset(asset.id, path);
  if (asset.sha256 !== undefined && asset.sha256 !== received) {
    throw new UserError(
      'evidence-invalid',
      `${release.tag}: ${name}: expected SHA-256 ${asset.sha256}, received ${received}; download it again`,
    );
  }
  return received;
}
