import type { Check, Validation, Verdict } from '@proofmark/documents';
import { describeFailure } from './check-words.ts';
import { plain } from './escape.ts';
import { sortGates } from './group-gates.ts';
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
 * left goes to lines of data files that the pull request changes, where a reviewer sees them.
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
  const rows = failing.flatMap((check) => annotateRows(check, changedFiles));
  return (['error', 'warning', 'notice'] as const).flatMap((level) => {
    const own = rules.filter((annotation) => annotation.level === level);
    const room = Math.max(0, LIMIT - own.length);
    return [...own, ...rows.filter((annotation) => annotation.level === level).slice(0, room)];
  });
}

/** Whether a row of the evidence stands at a line of a text file, so that it could be shown in a diff. */
export function hasDataLines(validation: Validation): boolean {
  return failingChecks(validation).some(({ evidence }) =>
    evidence?.rows.some(({ file, line }) => file !== undefined && line !== undefined),
  );
}

function annotateRows(check: Check, changedFiles: ReadonlySet<string>): Annotation[] {
  return (check.evidence?.rows ?? []).flatMap(({ file, line, value }) =>
    file !== undefined && line !== undefined && changedFiles.has(file)
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
 * those without a line are left out.
 */
export function annotateVerdict(
  verdict: Verdict,
  locate: (gateId: string) => { file: string; line: number } | undefined,
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
  );
}

function cap(annotations: readonly Annotation[]): Annotation[] {
  return (['error', 'warning', 'notice'] as const).flatMap((level) => {
    const some = annotations.filter((annotation) => annotation.level === level);
    const last = some[LIMIT - 1];
    return some.length > LIMIT && last
      ? [
          ...some.slice(0, LIMIT - 1),
          { ...last, message: `${last.message} (and ${some.length - LIMIT} more, see the job summary)` },
        ]
      : some;
  });
}
