import type { Check, ContractDiff, FailingRow, Validation } from '@proofmark/documents';
import type { Log, Notification, ReportingDescriptor, Result, Run } from 'sarif';
import { describeFailure, isRepositoryPath } from './check-words.ts';
import { plain } from './escape.ts';
import { showHidden } from './hidden.ts';
import { lineOf, message } from './sarif-parts.ts';
import { describeChange, sortChanges } from './sections/contract-diff.ts';
import { failingChecks } from './sections/validation.ts';

/** Code scanning shows a handful of related places; more make the file large and help nobody. */
const RELATED_LIMIT = 5;
/** Code scanning accepts 25,000 results of a run and shows 5,000. */
const RESULT_LIMIT = 5_000;

/**
 * Validations as one SARIF 2.1.0 log (OASIS, with what GitHub's code scanning asks for), a run for each contract.
 * A result stands at the line of the contract that is broken, and points at lines of data files. Rules that were
 * not enforced are notifications of the run: code scanning would take results of another kind for alerts.
 */
export function renderSarif(validations: readonly Validation[]): string {
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: validations.map(makeRun),
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function makeRun(validation: Validation, index: number): Run {
  const { contract, coverage, checks, data, provenance, status } = validation;
  const failing = failingChecks(validation).slice(0, RESULT_LIMIT);
  const hidden = validation.contractDiff?.status === 'fail' ? validation.contractDiff : undefined;
  const ruleIndex = new Map(checks.map(({ id }, i) => [id, i]));
  const unenforced = checks.filter((check) => check.status === 'unsupported');
  return {
    tool: {
      driver: {
        name: 'Proofmark',
        ...(provenance === undefined ? {} : { semanticVersion: provenance.tool.version }),
        rules: [...checks.map(makeRule), ...(hidden === undefined ? [] : [versionRule])],
      },
    },
    // Runs of one file need categories of their own, or code scanning refuses the upload.
    automationDetails: { id: `proofmark/validate-data/${index + 1}-${plain(contract.id, 80)}/` },
    invocations: [
      {
        executionSuccessful: true,
        exitCode: status === 'fail' ? 1 : 0,
        toolConfigurationNotifications: unenforced.map((check) => makeNotification(check, ruleIndex)),
      },
    ],
    results: [
      ...failing.map((check) => makeResult(validation, check, ruleIndex)),
      ...(hidden === undefined ? [] : [makeVersionResult(validation, hidden, checks.length)]),
    ],
    columnKind: 'utf16CodeUnits',
    properties: {
      contract: plain(contract.file.path),
      contractVersion: plain(contract.version),
      rows: data.rows,
      coverage,
    },
  };
}

const levels = { error: 'error', warning: 'warning', info: 'note' } as const;

function makeRule(check: Check): ReportingDescriptor {
  const description = { text: message(plain(check.description)) };
  return {
    id: plain(check.id),
    name: check.rule,
    shortDescription: description,
    fullDescription: description,
    help: { text: message(`Expected: ${plain(check.expected)}. Declared by the data contract.`) },
    defaultConfiguration: { level: levels[check.severity] },
    properties: { tags: ['data', check.rule] },
  };
}

function makeResult(validation: Validation, check: Check, ruleIndex: ReadonlyMap<string, number>): Result {
  const related = (check.evidence?.rows ?? []).flatMap(placeOf).slice(0, RELATED_LIMIT);
  const links = related.map(({ row }, i) => `[line ${row.line}](${i + 1})`).join(', ');
  const where = related.length > 0 ? `. First at ${links}` : '';
  return {
    ruleId: plain(check.id),
    ruleIndex: ruleIndex.get(check.id) ?? -1,
    level: levels[check.severity],
    message: { text: `${message(describeFailure(check))}${where}` },
    locations: [lineOf(check.location.file, check.location.line, check.location.column)],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map(({ file, row }, i) => ({
            id: i + 1,
            ...lineOf(file, row.line),
            message: {
              text: message(`received ${row.value === null ? 'null' : plain(showHidden(row.value), 120)}`),
            },
          })),
        }),
    // The same finding on the next commit, wherever its line has moved.
    partialFingerprints: { 'proofmarkRule/v1': plain(`${validation.contract.id}/${check.id}`) },
    properties: { checked: check.checked, failing: check.failing },
  };
}

/** What the comparison with the base branch found, in one result at the line of the version. */
const versionRule: ReportingDescriptor = {
  id: 'contract-version',
  name: 'contract-version',
  shortDescription: { text: 'the version of a contract says what changes in it' },
  fullDescription: { text: 'the version of a contract says what changes in it' },
  help: {
    text: 'A breaking change needs a major version, an addition a minor one, anything else a patch.',
  },
  properties: { tags: ['data', 'contract-version'] },
};

function makeVersionResult(validation: Validation, diff: ContractDiff, ruleIndex: number): Result {
  const { version, head } = diff;
  const changes = sortChanges(diff).slice(0, RELATED_LIMIT).map(describeChange);
  const what = changes.length === 0 ? '' : `. Changes: ${changes.join('; ')}`;
  const { line, column } = head.location ?? { line: 1, column: 1 };
  return {
    ruleId: versionRule.id,
    ruleIndex,
    level: validation.status === 'fail' ? 'error' : 'warning',
    message: { text: message(`${plain(version.reason)}${what}`) },
    locations: [lineOf(head.file, line, column)],
    partialFingerprints: { 'proofmarkRule/v1': plain(`${validation.contract.id}/${versionRule.id}`) },
  };
}

function makeNotification(check: Check, ruleIndex: ReadonlyMap<string, number>): Notification {
  const reason = check.reason === undefined ? '' : `: ${plain(check.reason)}`;
  return {
    level: 'warning',
    message: { text: message(`not enforced: ${plain(check.description)}${reason}`) },
    associatedRule: { id: plain(check.id), index: ruleIndex.get(check.id) ?? -1 },
    locations: [lineOf(check.location.file, check.location.line, check.location.column)],
  };
}

/** A row of a text file that lies in the repository, as far as its path tells. */
function placeOf(row: FailingRow): { file: string; row: FailingRow & { line: number } }[] {
  const { file, line } = row;
  return file !== undefined && line !== undefined && isRepositoryPath(file)
    ? [{ file, row: { ...row, line } }]
    : [];
}
