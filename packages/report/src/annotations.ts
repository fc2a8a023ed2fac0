import type { Validation, Verdict } from '@proofmark/documents';
import { formatAbout, formatCount, formatPlural } from '@proofmark/metrics';
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

/** The failing rules, each at its line of the contract; the last one says how many more there are. */
export function annotateValidation(validation: Validation): Annotation[] {
  const levels = { error: 'error', warning: 'warning', info: 'notice' } as const;
  return cap(
    failingChecks(validation).map((check) => {
      const received = check.received === undefined ? '' : `, received ${plain(check.received, 60)}`;
      const rows = `${formatCount(check.failing)} of ${formatPlural(check.checked, 'row')}`;
      return {
        level: levels[check.severity],
        message: `${plain(check.description)}: failed on ${rows}${received}`,
        file: check.location.file,
        line: check.location.line,
      };
    }),
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
        const more = gate.rowsNeeded ? `; needs about ${formatAbout(gate.rowsNeeded)} more rows` : '';
        const level = gate.status === 'fail' ? ('error' as const) : ('warning' as const);
        return at
          ? [{ level, message: `${plain(gate.id, 120)} ${gate.status}: ${plain(gate.reason)}${more}`, ...at }]
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
