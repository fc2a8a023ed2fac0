import type { Estimate, SliceKey } from '@proofmark/documents';
import { plain } from './escape.ts';
import type { ReportDocuments } from './input.ts';

/** More than GitLab's widget can show; the slices come last. */
const LINE_LIMIT = 500;

/**
 * The numbers for GitLab's metrics report (`artifacts: reports: metrics`), which compares them with those of the
 * target branch: one `name{labels} value` a line, in the text format of OpenMetrics 1.0 (section "ABNF").
 */
export function renderGitlabMetrics({ evaluation, verdict, validations = [] }: ReportDocuments): string {
  const estimates = [...(evaluation?.estimates ?? [])].sort((a, b) => a.slice.length - b.slice.length);
  const lines = [
    ...(verdict?.gates ? [`proofmark_gates_failed ${verdict.gates.filter(isBroken).length}`] : []),
    ...validations.map(
      ({ contract, checks }) =>
        `proofmark_rules_failed{contract="${labelText(contract.id)}"} ${checks.filter(({ status }) => status === 'fail').length}`,
    ),
    ...(evaluation?.measures ?? []).map(({ name, value }) => `${metricName(name)} ${value}`),
    ...estimates.flatMap(showEstimate),
  ];
  return `${[...lines.slice(0, LINE_LIMIT), '# EOF'].join('\n')}\n`;
}

function isBroken({ status, binding }: { status: string; binding: boolean }): boolean {
  return status !== 'pass' && binding;
}

/** What could not be measured has no line: GitLab shows it as removed. */
function showEstimate({ metric, slice, candidate }: Estimate): string[] {
  return candidate === null ? [] : [`${metricName(metric)}${labels(slice)} ${candidate.value}`];
}

function labels(slice: SliceKey): string {
  if (slice.length === 0) return '';
  const pairs = slice.map(({ column, value }) => `${metricName(column)}="${labelText(value)}"`);
  return `{${pairs.join(',')}}`;
}

/** Names have letters, digits and `_` only, and do not begin with a digit. */
function metricName(name: string): string {
  return name.replace(/[^A-Za-z0-9_]/g, '_').replace(/^(?=\d|$)/, '_');
}

function labelText(value: unknown): string {
  return plain(String(value), 120).replace(/[\\"]/g, '\\$&');
}
