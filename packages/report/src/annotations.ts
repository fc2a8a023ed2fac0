import type { Check, Validation, Verdict } from '@proofmark/documents';
import { describeFailure } from './check-words.ts';
import { plain } from './escape.ts';
import { sortGates } from './group-gates.ts';
import { describeChange, sortChanges } from './sections/contract-diff.ts';
import { failingChecks } from './sections/validation.ts';

/** A remark at a line of a file of the repository. `message` is one safe line. */
export type Annotation = {
  level: 'error' | 'warning' | 'notice';
  message: string;
  file: string;
  line: number;
};

/** GitHub shows ten errors and ten warnings of a step. */
const LIMIT = 10;

const levels = { error: 'error', warning: 'warning', info: 'notice' } as const;

/**
 * The failing rules, each at its line of the contract; the last one says how many more there are. The room that is
 * left goes to what the contract changes, and to lines of data files that the pull request changes.
 */
export function annotateValidation(
  validation: Validation,
  changedFiles: ReadonlySet<string> = new Set(),
): Annotation[] {
  const failing = failingChecks(validation);
  const rules = cap(
    failing.map((check) => ({
      level: levels[check.severity],
      message: describeFailure(check),
      file: check.location.file,
      line: check.location.line,
    })),
  );
  const changes = cap(annotateChanges(validation));
  const rows = failing.flatMap((check) => annotateRows(check, changedFiles));
  return (['error', 'warning', 'notice'] as const).flatMap((level) => {
    const own = rules.filter((annotation) => annotation.level === level);
    const others = [...changes, ...rows].filter((annotation) => annotation.level === level);
    return [...own, ...others.slice(0, Math.max(0, LIMIT - own.length))];
  });
}

/**
 * What a contract changes, at its lines: first the version that hides it, which stands for what is gone too, then
 * each change that the version lacks a step for. Where the version says it, breaking changes are remarks.
 */
function annotateChanges({ contractDiff, status }: Validation): Annotation[] {
  if (contractDiff === undefined) return [];
  const { head, version } = contractDiff;
  const isHidden = contractDiff.status === 'fail';
  const level = isHidden ? (status === 'fail' ? 'error' : 'warning') : 'notice';
  const wanted = version.required === 'minor' ? 'addition' : 'breaking';
  const changes = sortChanges(contractDiff).filter(({ impact }) => impact === wanted);
  const gone = changes.filter((change) => change.head === undefined).map(describeChange);
  const remarks = changes.flatMap((change) =>
    change.head === undefined
      ? []
      : [
          {
            level,
            message: `${change.impact}: ${describeChange(change)}; ${plain(change.reason)}`,
            file: change.head.file,
            line: change.head.line,
          } as const,
        ],
  );
  if (!isHidden || head.location === undefined) return remarks;
  const lost = gone.length > 0 ? ` (${gone.slice(0, 5).join('; ')}${gone.length > 5 ? '; …' : ''})` : '';
  const { file, line } = head.location;
  return [{ level, message: `${plain(version.reason)}${lost}`, file, line }, ...remarks];
}

/** Whether a row of the evidence stands at a line of a text file, so that it could be shown in a diff. */
export function hasDataLines(validation: Validation): boolean {
  return failingChecks(validation).some(({ evidence }) =>
    evidence?.rows.some(({ file, line }) => line !== undefined && isDiffed(file)),
  );
}

/** A diff shows no lines of a compressed file, though the evidence names those of its text. */
function isDiffed(file: string | undefined): file is string {
  return file !== undefined && !/\.(gz|zst)$/i.test(file);
}

function annotateRows(check: Check, changedFiles: ReadonlySet<string>): Annotation[] {
  return (check.evidence?.rows ?? []).flatMap(({ file, line, value }) =>
    line !== undefined && isDiffed(file) && changedFiles.has(file)
      ? [
          {
            level: levels[check.severity],
            message: `${plain(check.description)}: received ${value === null ? 'null' : plain(value, 60)}`,
            file,
            line,
          },
        ]
      : [],
  );
}

/**
 * The gates that did not pass, at the line of the configuration that `locate` knows (by the id of the gate);
 * those without a line are left out. At most `limit` of a level: a check run has room for more than a step.
 */
export function annotateVerdict(
  verdict: Verdict,
  locate: (gateId: string) => { file: string; line: number } | undefined,
  limit: number = LIMIT,
): Annotation[] {
  return cap(
    sortGates(verdict.gates)
      .filter(({ status, binding }) => status !== 'pass' && binding)
      .flatMap((gate) => {
        const at = locate(gate.id);
        const level = gate.status === 'fail' ? ('error' as const) : ('warning' as const);
        return at
          ? [{ level, message: `${plain(gate.id, 120)} ${gate.status}: ${plain(gate.reason)}`, ...at }]
          : [];
      }),
    limit,
  );
}

function cap(annotations: readonly Annotation[], limit: number = LIMIT): Annotation[] {
  return (['error', 'warning', 'notice'] as const).flatMap((level) => {
    const some = annotations.filter((annotation) => annotation.level === level);
    const last = some[limit - 1];
    return some.length > limit && last
      ? [
          ...some.slice(0, limit - 1),
          { ...last, message: `${last.message} (and ${some.length - limit} more, see the job summary)` },
        ]
      : some;
  });
}
