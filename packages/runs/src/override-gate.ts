import {
  Config,
  check,
  documentDigest,
  type Evaluation,
  parseYaml,
  showForeign,
  type Verdict,
  type Waiver,
} from '@proofmark/documents';
import { type GitHubPorts, isAtLeast } from '@proofmark/github';
import type { ReportDocuments } from '@proofmark/report';
import { decideOnRecord } from './decide-on-record.ts';
import { type OverrideRequest, parseOverride } from './parse-override.ts';
import { branchRecords } from './records.ts';
import { UNNAMED_MODEL } from './settle-evaluation.ts';
import { provenanceOf, type Workplace } from './workplace.ts';

/** The comment that a workflow on `issue_comment` was started by. */
export type OverrideComment = { pullRequest: number; body: string; author: string; url: string };

export type OverrideOptions = {
  comment: OverrideComment;
  /** The commit of the default branch whose configuration says who may override. */
  trustedSha: string;
  /** Reads the documents of the runs on the pull request's head, the newest first; they are untrusted. */
  readDocuments(headSha: string): Promise<ReportDocuments[]>;
};

export type OverrideOutcome =
  | { kind: 'ignored'; reason: string }
  | { kind: 'refused'; reason: string }
  | {
      kind: 'overridden';
      waiver: Waiver;
      headSha: string;
      documents: ReportDocuments & { verdict: Verdict };
    };

/**
 * Records that somebody overrides a gate of a pull request, and decides again with it. The right to do so is read
 * from GitHub, the rules from the default branch, the numbers from the documents of the run on the head commit.
 * A comment that is handled again records nothing more. @throws UserError for what is no fault of the comment
 */
export async function overrideGate(
  place: Workplace,
  { comment, trustedSha, readDocuments }: OverrideOptions,
  ports: Pick<GitHubPorts, 'branch' | 'collaborators' | 'contents' | 'pulls'>,
): Promise<OverrideOutcome> {
  const parsed = parseOverride(comment.body);
  if (parsed.kind === 'none') return { kind: 'ignored', reason: 'the comment is no command' };
  const refuse = (reason: string): OverrideOutcome => ({ kind: 'refused', reason });
  if (parsed.kind === 'malformed') return refuse(parsed.problem);
  const { request } = parsed;
  const rules = await readRules(place, trustedSha, ports);
  const { waivers: waivable } = rules ?? {};
  if (rules === undefined || waivable === undefined) {
    return refuse(
      `nobody may: ${place.config} on the default branch has no policy.waivers, for example waivers: {role: admin}`,
    );
  }
  const role = await ports.collaborators.roleOf(comment.author);
  if (!isAtLeast(role, waivable.role)) {
    return refuse(`expected the role ${waivable.role} or a higher one (policy.waivers), received ${role}`);
  }
  const headSha = (await ports.pulls.get(comment.pullRequest))?.headSha;
  if (headSha === undefined || !headSha.startsWith(request.sha)) {
    return refuse(
      `the head of the pull request is ${headSha?.slice(0, 12) ?? 'not known'}, not ${request.sha}`,
    );
  }
  const chosen = chooseModel(await readDocuments(headSha), request, headSha.slice(0, 12));
  if (typeof chosen === 'string') return refuse(chosen);
  const { documents, evaluation, verdict } = chosen;
  if (verdict.model !== rules.model && verdict.model !== UNNAMED_MODEL) {
    return { kind: 'ignored', reason: `the gate is of ${verdict.model}, ${place.config} of ${rules.model}` };
  }
  const problem = whyNotOverridable(verdict, request);
  if (problem !== undefined) return refuse(problem);

  const { waivers, ledger } = branchRecords(ports.branch);
  const at = place.now();
  const known = (await waivers.list()).find((one) => one.url === comment.url);
  const waiver = known ?? {
    model: verdict.model,
    gate: request.gate,
    commit: headSha,
    evaluation: documentDigest(evaluation),
    reason: request.reason,
    by: comment.author,
    role,
    at: at.toISOString(),
    expires: new Date(at.getTime() + waivable.days * 86_400_000).toISOString(),
    url: comment.url,
  };
  if (!known) await waivers.add(waiver);
  const decided = await decideOnRecord(
    evaluation,
    { ...verdict.policy, options: { ...verdict.policy.options, waivers: waivable } },
    { commit: headSha, at: at.toISOString() },
    { waivers, ledger },
  );
  const provenance = provenanceOf({ ...place, commit: headSha });
  return {
    kind: 'overridden',
    waiver,
    headSha,
    documents: { ...documents, verdict: { ...decided, provenance } },
  };
}

async function readRules(
  place: Workplace,
  trustedSha: string,
  { contents }: Pick<GitHubPorts, 'contents'>,
): Promise<{ model: string; waivers: Config['policy']['waivers'] } | undefined> {
  const text = await contents.readText(place.config, trustedSha);
  if (text === undefined) return undefined;
  const source = parseYaml(text, place.config);
  const { model, policy } = check(Config, source.value, {
    what: place.config,
    code: 'config-invalid',
    source,
  });
  return { model, waivers: policy.waivers };
}

type Chosen = { documents: ReportDocuments; evaluation: Evaluation; verdict: Verdict };

/** The newest documents of the model that the comment is about, or why it is about none. */
function chooseModel(
  found: readonly ReportDocuments[],
  { gate, model, sha }: OverrideRequest,
  head: string,
): Chosen | string {
  const complete = found.flatMap((documents): Chosen[] => {
    const { evaluation, verdict } = documents;
    return evaluation && verdict ? [{ documents, evaluation, verdict }] : [];
  });
  const models = [...new Set(complete.map(({ verdict }) => verdict.model))];
  const names = models.map((name) => showForeign(name, 100)).join(', ');
  if (models.length === 0) return `no run on ${head} has left a verdict with its evaluation`;
  if (model === undefined && models.length > 1) {
    return `${head} has verdicts of several models (${names}): name one, /proofmark override ${showForeign(gate, 100)} of ${showForeign(models[0] ?? '', 100)} ${sha} <reason>`;
  }
  const chosen = complete.find(({ verdict }) => verdict.model === (model ?? models[0]));
  return chosen ?? `no run on ${head} has left a verdict of ${model}: expected one of ${names}`;
}

function whyNotOverridable({ gates }: Verdict, { gate }: OverrideRequest): string | undefined {
  const named = gates.find(({ id }) => id === gate);
  const blocking = gates.filter(({ binding, status, waived }) => status !== 'pass' && (binding || waived));
  if (named && blocking.includes(named)) return undefined;
  const ids = blocking.map(({ id }) => showForeign(id, 100)).join(', ');
  const choice = blocking.length === 0 ? 'no gate blocks' : `expected one of ${ids}`;
  return `${named ? 'this gate does not block' : 'there is no such gate'}: ${choice}`;
}
