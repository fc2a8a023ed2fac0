import type { Verdict } from '@proofmark/documents';
import { cell, inline, plain, prose } from '../escape.ts';
import type { Section } from '../section.ts';
import { table } from '../table.ts';

const SHOWN = 10;

/** Who overrode what, and how to: only where a gate blocks, or was overridden. */
export function overrideSection(verdict: Verdict, commit: string | undefined): Section | undefined {
  const waived = verdict.gates.filter((gate) => gate.waived !== undefined);
  const blocking = verdict.gates.filter(({ status, binding }) => status !== 'pass' && binding);
  if (waived.length === 0 && (verdict.status === 'pass' || blocking.length === 0)) return undefined;
  const rules = verdict.policy.options.waivers;
  const body = [
    waived.length === 0
      ? ''
      : table(
          [{ title: 'Gate' }, { title: 'By' }, { title: 'Reason' }, { title: 'Until' }],
          waived.flatMap(({ id, waived: given }) =>
            given ? [[cell(id), cell(given.by), prose(given.reason), cell(given.expires)]] : [],
          ),
        ),
    blocking.length === 0 ? '' : rules ? howTo(blocking, { commit, model: verdict.model }, rules) : NOBODY,
  ];
  return {
    title: waived.length > 0 ? `Overrides: ${waived.length} in force` : 'How to override a gate',
    body: body.filter((part) => part !== '').join('\n\n'),
    open: waived.length > 0,
    charts: [],
  };
}

const NOBODY =
  'Nobody may override a gate here. To allow it, give `policy.waivers` a role in `proofmark.yml` on the default branch, for example `waivers: {role: maintain}`, and install `workflows-examples/override.yml`.';

function howTo(
  blocking: Verdict['gates'],
  { commit, model }: { commit: string | undefined; model: string },
  { role, days }: NonNullable<Verdict['policy']['options']['waivers']>,
): string {
  const sha = commit !== undefined && /^[0-9a-f]{7,64}$/.test(commit) ? commit.slice(0, 12) : 'COMMIT';
  // A commit may have verdicts of several models.
  const whose = /^[\w/-]+$/.test(model) ? ` of ${model}` : '';
  // Ids with a space or other odd signs are shown, but are not made a command to copy.
  const commands = blocking
    .slice(0, SHOWN)
    .filter(({ id }) => plain(id, 200) === id && !/[\s`]/.test(id))
    .map(({ id }) => `/proofmark override ${id}${whose} ${sha} REASON`);
  const lines = [
    `Somebody with the role \`${role}\` or a higher one writes one of these as a comment on the pull request, with a reason. It holds for this commit, for ${days} days; the gate keeps its numbers and everybody sees who did it.`,
    commands.length > 0 ? ['```text', ...commands, '```'].join('\n') : '',
    blocking.length > commands.length
      ? `Other gates that block: ${blocking
          .slice(0, SHOWN)
          .map(({ id }) => inline(id))
          .join(', ')}.`
      : '',
  ];
  return lines.filter((line) => line !== '').join('\n\n');
}
