import type { Diagnosis, Finding } from '@proofmark/documents';
import type { Log, ReportingDescriptor, Result } from 'sarif';
import { plain } from './escape.ts';
import { lineOf, message } from './sarif-parts.ts';

/** A diagnosis of a repository as a SARIF 2.1.0 log, for code scanning. */
export function renderDiagnosisSarif({ findings, provenance }: Diagnosis): string {
  const rules = [...new Map(findings.map((finding) => [finding.rule, makeRule(finding)])).values()];
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Proofmark',
            ...(provenance === undefined ? {} : { semanticVersion: provenance.tool.version }),
            rules,
          },
        },
        automationDetails: { id: 'proofmark/doctor/' },
        results: findings.map((finding) => makeResult(finding, rules)),
        columnKind: 'utf16CodeUnits',
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function makeRule({ rule, level, why, remedy }: Finding): ReportingDescriptor {
  return {
    id: rule,
    shortDescription: { text: rule.replaceAll('-', ' ') },
    fullDescription: { text: message(why) },
    help: { text: message(remedy) },
    defaultConfiguration: { level },
    properties: { tags: ['workflow', 'security'] },
  };
}

function makeResult(finding: Finding, rules: readonly ReportingDescriptor[]): Result {
  const { rule, level, location, message: said, why, remedy } = finding;
  return {
    ruleId: rule,
    ruleIndex: rules.findIndex(({ id }) => id === rule),
    level,
    message: { text: message(plain(`${said}: ${why}. Remedy: ${remedy}.`, 1_000)) },
    locations: [lineOf(location.file, location.line, location.column)],
  };
}
