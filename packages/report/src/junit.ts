import type { Check, Validation, Verdict } from '@proofmark/documents';
import { describeFailure, nameRule, rowLines } from './check-words.ts';
import { gatesSuite } from './junit-gates.ts';
import { type Case, type Outcome, type Suite, suiteOf, text, totals } from './junit-xml.ts';
import { blamesContract, describeChange, sortChanges } from './sections/contract-diff.ts';

const EVIDENCE_LIMIT = 10;
const SHOWN_ROWS = { first: EVIDENCE_LIMIT, drawn: EVIDENCE_LIMIT };

/**
 * Validations as JUnit XML, a suite for each contract and a case for each rule. A broken rule of severity error is
 * a failure; one of severity warning or info passes, with the finding as its output, as the format has no warnings.
 * What was not enforced is skipped, with the reason; where it alone made the validation fail, it is an error.
 * A verdict is one more suite, with a case for each gate.
 */
export function renderJunit(validations: readonly Validation[], verdict?: Verdict): string {
  const suites = [...validations.map(makeSuite), ...(verdict ? [gatesSuite(verdict)] : [])];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="proofmark" ${totals(suites.flatMap(({ cases }) => cases))}>`,
    ...suites.map(({ xml }) => xml),
    '</testsuites>',
    '',
  ].join('\n');
}

function makeSuite(validation: Validation): Suite {
  const { contract, data, coverage, checks, provenance } = validation;
  const broken = checks.some(({ status, severity }) => status === 'fail' && severity === 'error');
  const blamesUnenforced = validation.status === 'fail' && !broken && !blamesContract(validation);
  const cases = [
    ...checks.map((check) => makeCase(check, validation, blamesUnenforced)),
    ...makeVersionCase(validation),
  ];
  return suiteOf(contract.name ?? contract.id, cases, {
    timestamp: provenance?.createdAt,
    properties: {
      contract: contract.file.path,
      contractVersion: contract.version,
      data: data.stored?.table ?? data.files.map(({ path }) => path).join(', '),
      rows: String(data.rows),
      enforced: `${coverage.enforced} of ${coverage.declared}`,
    },
  });
}

function makeCase(check: Check, validation: Validation, blamesUnenforced: boolean): Case {
  const { file, line } = check.location;
  const outcome = outcomeOf(check, blamesUnenforced);
  const tag = `testcase name="${text(check.id)}" classname="${text(validation.contract.id)}" file="${text(file)}" line="${line}" time="0"`;
  const body = bodyOf(check, validation, outcome);
  return { outcome, xml: body === '' ? `<${tag}/>` : `<${tag}>${body}</testcase>` };
}

/** One case for the whole comparison with the base branch: whether the version says what changed. */
function makeVersionCase({ contractDiff, contract, status }: Validation): Case[] {
  if (contractDiff === undefined) return [];
  const { head, version } = contractDiff;
  const tag = `testcase name="contract-version" classname="${text(contract.id)}" file="${text(head.file)}" line="${head.location?.line ?? 1}" time="0"`;
  if (contractDiff.status === 'pass') return [{ outcome: 'passed', xml: `<${tag}/>` }];
  const changes = sortChanges(contractDiff).slice(0, EVIDENCE_LIMIT).map(describeChange).map(text).join('\n');
  return status === 'fail'
    ? [
        {
          outcome: 'failure',
          xml: `<${tag}><failure type="contract-version" message="${text(version.reason)}">${changes}</failure></testcase>`,
        },
      ]
    : [
        {
          outcome: 'passed',
          xml: `<${tag}><system-out>warning: ${text(version.reason)}\n${changes}</system-out></testcase>`,
        },
      ];
}

function outcomeOf(check: Check, blamesUnenforced: boolean): Outcome {
  switch (check.status) {
    case 'pass':
      return 'passed';
    case 'fail':
      return check.severity === 'error' ? 'failure' : 'passed';
    case 'unsupported':
      return blamesUnenforced ? 'error' : 'skipped';
    case 'not-applicable':
      return 'skipped';
  }
}

function bodyOf(check: Check, validation: Validation, outcome: Outcome): string {
  const reason = text(`${nameRule(check)}: ${check.reason ?? check.status}`);
  switch (outcome) {
    case 'skipped':
      return `<skipped message="${reason}"/>`;
    case 'error':
      return `<error type="unsupported" message="${reason}"/>`;
    case 'failure':
      return `<failure type="${check.rule}" message="${text(describeFailure(check))}">${evidenceText(check, validation)}</failure>`;
    case 'passed':
      return check.status === 'fail'
        ? `<system-out>${text(`${check.severity}: ${describeFailure(check)}`)}\n${evidenceText(check, validation)}</system-out>`
        : '';
  }
}

/** What was expected, then the failing rows, one a line. */
function evidenceText(check: Check, validation: Validation): string {
  return [`expected ${check.expected}`, ...rowLines(check, validation, SHOWN_ROWS)].map(text).join('\n');
}
