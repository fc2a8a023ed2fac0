import { UserError } from '@proofmark/documents';
import { compare } from 'semver';
import { explaining } from './failures.ts';
import { parseGtoTag, stageTagName, versionTagName } from './gto-tag.ts';
import type { TagRef, TagsPort } from './tags.ts';

/** One entry of a stage's append-only history. */
export type StageAssignment = {
  tag: string;
  counter: number;
  commit: string;
  /** False when the entry ended the stage. */
  active: boolean;
  /** Version that was assigned; undefined when the tag tells none. */
  version: string | undefined;
  /** True when the entry took back the assignments after that of its version. */
  rollback: boolean;
  /** First line of the tag message. */
  reason: string;
  assignedAt: string | undefined;
};

export type AssignResult = {
  action: 'assigned' | 'unchanged';
  tag: string;
  version: string;
  previousVersion: string | undefined;
};

type Version = { version: string; ref: TagRef };

const versionTrailer = /^Proofmark-Version: (\S+)$/m;
const rollbackTrailer = /^Proofmark-Rollback: true$/m;

/** Registered versions of a model that were not withdrawn, lowest first. */
async function listVersionRefs(tags: TagsPort, model: string): Promise<Version[]> {
  const versions = new Map<string, Version>();
  const withdrawn = new Set<string>();
  for (const ref of await tags.list(`${model}@v`)) {
    const parsed = parseGtoTag(ref.name);
    if (parsed?.kind !== 'version' || parsed.model !== model) continue;
    if (parsed.active) versions.set(parsed.version, { version: parsed.version, ref });
    else withdrawn.add(parsed.version);
  }
  return [...versions.values()]
    .filter(({ version }) => !withdrawn.has(version))
    .sort((a, b) => compare(a.version, b.version));
}

export async function listVersions(tags: TagsPort, model: string): Promise<string[]> {
  return explaining(`list the versions of ${model}`, 'contents: read', async () =>
    (await listVersionRefs(tags, model)).map(({ version }) => version),
  );
}

/** GTO's own stage tags name no version: there, the version is the one registered on the same commit. */
async function versionOnCommit(tags: TagsPort, model: string, commit: string): Promise<string | undefined> {
  for (const { version, ref } of (await listVersionRefs(tags, model)).reverse()) {
    if ((await tags.read(ref)).commit === commit) return version;
  }
  return undefined;
}

/** History of one stage, oldest first. */
export async function readStage(tags: TagsPort, model: string, stage: string): Promise<StageAssignment[]> {
  return explaining(`read the stage ${stage} of ${model}`, 'contents: read', async () => {
    const history: StageAssignment[] = [];
    for (const ref of await tags.list(`${model}#${stage}`)) {
      const parsed = parseGtoTag(ref.name);
      if (parsed?.kind !== 'stage' || parsed.model !== model || parsed.stage !== stage) continue;
      const { commit, message, taggedAt } = await tags.read(ref);
      const [reason = '', ...rest] = message.split('\n');
      // The first line is the user's own text.
      const trailers = rest.join('\n');
      const version = versionTrailer.exec(trailers)?.[1] ?? (await versionOnCommit(tags, model, commit));
      history.push({
        tag: ref.name,
        counter: parsed.counter ?? 0,
        commit,
        active: parsed.active,
        version,
        rollback: rollbackTrailer.test(trailers),
        reason,
        assignedAt: taggedAt,
      });
    }
    return history.sort((a, b) => a.counter - b.counter);
  });
}

/** The assignment in force: the last entry, unless that one ended the stage. */
export function currentAssignment(history: readonly StageAssignment[]): StageAssignment | undefined {
  const last = history.at(-1);
  return last?.active === true ? last : undefined;
}

const attempts = 20;

/**
 * Appends an assignment. Stage tags are never moved or deleted, so two jobs at once end with two entries, the
 * later of which is in force. Assigning what is in force already adds nothing.
 *
 * @throws UserError `input-invalid` for an unknown version, `github-conflict` after twenty lost races,
 * `github-permission`
 */
export async function assignStage(
  tags: TagsPort,
  request: { model: string; stage: string; version: string; reason: string },
): Promise<AssignResult> {
  return append(tags, request, false);
}

async function append(
  tags: TagsPort,
  request: { model: string; stage: string; version: string; reason: string },
  rollback: boolean,
): Promise<AssignResult> {
  const { model, stage, version } = request;
  return explaining(`assign the stage ${stage} of ${model}`, 'contents: write', async () => {
    const ref = await tags.find(versionTagName(model, version));
    if (ref === undefined) {
      const known = (await listVersions(tags, model)).slice(-5).join(', ') || 'none';
      throw new UserError('input-invalid', `${model} has no version ${version}; the latest are: ${known}`);
    }
    const { commit } = await tags.read(ref);
    const reason = request.reason.replace(/\s+/g, ' ').trim() || `Assign ${stage} to ${version}`;
    const trailers = `Proofmark-Version: ${version}\n${rollback ? 'Proofmark-Rollback: true\n' : ''}`;
    const message = `${reason}\n\n${trailers}`;
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const history = await readStage(tags, model, stage);
      const current = currentAssignment(history);
      if (current?.version === version) {
        const previousVersion = versionBefore(history)?.version;
        return { action: 'unchanged', tag: current.tag, version, previousVersion };
      }
      const name = stageTagName(model, stage, (history.at(-1)?.counter ?? 0) + 1);
      if (await tags.create({ name, commit, message })) {
        return { action: 'assigned', tag: name, version, previousVersion: current?.version };
      }
    }
    const text = `cannot assign the stage ${stage} of ${model}: other jobs were faster ${attempts} times`;
    throw new UserError('github-conflict', `${text}; run the job again`);
  });
}

/**
 * The assignment a rollback goes back to. History is read as a stack: an assignment is put on it, a rollback takes
 * entries off down to its version, so that one rollback after another goes further back.
 */
function versionBefore(history: readonly StageAssignment[]): StageAssignment | undefined {
  const stack: StageAssignment[] = [];
  for (const entry of history) {
    if (!entry.active) continue;
    const to = stack.findLastIndex(({ version }) => version === entry.version);
    if (entry.rollback && to !== -1) stack.length = to;
    stack.push(entry);
  }
  const current = currentAssignment(history);
  return stack.findLast(({ version }) => version !== undefined && version !== current?.version);
}

/**
 * Puts the version before the present one back, as one more assignment: history only grows. A further rollback goes
 * one version further back.
 *
 * @throws UserError `input-invalid` when there is nothing to go back to, and as `assignStage`
 */
export async function rollBackStage(
  tags: TagsPort,
  request: { model: string; stage: string; reason: string },
): Promise<AssignResult> {
  const { model, stage } = request;
  const before = versionBefore(await readStage(tags, model, stage));
  if (before?.version === undefined) {
    throw new UserError(
      'input-invalid',
      `the stage ${stage} of ${model} has no earlier version to go back to`,
    );
  }
  const reason = request.reason || `Roll ${stage} back to ${before.version}`;
  return append(tags, { model, stage, version: before.version, reason }, true);
}
