import { sha256 } from '@proofmark/documents';
import { describeFailure } from './check-words.ts';
import { plain } from './escape.ts';
import { sortGates } from './group-gates.ts';
import type { ReportDocuments } from './input.ts';
import { failingChecks } from './sections/validation.ts';

type Issue = {
  description: string;
  check_name: string;
  fingerprint: string;
  severity: 'info' | 'minor' | 'major';
  location: { path: string; lines: { begin: number } };
};

const severities = { error: 'major', warning: 'minor', info: 'info' } as const;

/**
 * Broken rules at their lines of the contract, and gates that do not pass at theirs of the configuration, for GitLab's
 * code quality report (docs.gitlab.com/ci/testing/code_quality). The fingerprint hangs on the rule, not on the data,
 * so a rule that is broken on the target branch too is no new issue.
 */
export function renderGitlabCodeQuality(
  { verdict, validations = [] }: ReportDocuments,
  locate: (gateId: string) => { file: string; line: number },
): string {
  const rules = validations.flatMap((validation) =>
    failingChecks(validation).map((check): Issue => {
      const { file, line } = check.location;
      return {
        description: describeFailure(check),
        check_name: plain(check.id, 200),
        fingerprint: sha256(JSON.stringify(['rule', validation.contract.id, check.id])),
        severity: severities[check.severity],
        location: { path: plain(file, 500), lines: { begin: line } },
      };
    }),
  );
  const gates = sortGates(verdict?.gates ?? [])
    .filter(({ status, binding }) => status !== 'pass' && binding)
    .map((gate): Issue => {
      const { file, line } = locate(gate.id);
      return {
        description: `${plain(gate.id, 120)} ${gate.status}: ${plain(gate.reason)}`,
        check_name: plain(gate.id, 200),
        fingerprint: sha256(JSON.stringify(['gate', verdict?.model, gate.id])),
        severity: gate.status === 'fail' ? 'major' : 'minor',
        location: { path: plain(file, 500), lines: { begin: line } },
      };
    });
  return `${JSON.stringify([...rules, ...gates], null, 2)}\n`;
}
