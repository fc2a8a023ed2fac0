import type { Drift, DriftCheck } from '@proofmark/documents';
import { formatExact, formatNumber, formatPlural } from '@proofmark/metrics';
import { cell, inline, prose } from '../escape.ts';
import type { Section } from '../section.ts';
import { limitedTable } from '../table.ts';

/** The columns whose distribution moved, the largest excess over its threshold first. */
export function driftSection(drift: Drift, rowLimit: number): Section {
  const drifted = drift.checks.filter(({ status }) => status === 'drifted');
  return {
    title: `Drift: ${drifted.length ? `⚠️ ${drifted.length} of ${formatPlural(drift.checks.length, 'check')} drifted` : `✅ ${formatPlural(drift.checks.length, 'check')} stable`}`,
    body: showDrift(drift, rowLimit),
    open: false,
    charts: [],
  };
}

/** What was compared, and the table of the checks. */
export function showDrift(drift: Drift, rowLimit: number): string {
  const { reference } = drift;
  const release = reference.release ? ` of release ${inline(reference.release)}` : '';
  return [
    `${formatPlural(drift.rows, 'current row')} against the profile${release} (${formatPlural(reference.rows, 'row')}, ${inline(reference.profile.slice(0, 12))}).`,
    limitedTable(
      [
        { title: 'State' },
        { title: 'Column' },
        { title: 'Distance', align: 'right' },
        { title: 'Threshold', align: 'right' },
        { title: 'Noise', align: 'right' },
        { title: 'What moved' },
      ],
      sortDrift(drift.checks),
      driftRow,
      { rows: rowLimit, rest: (left) => `_${formatPlural(left, 'more check')} in the drift document._` },
    ),
    '<sub>Noise is the 95th percentile of the distance that sampling alone would give at these row counts.</sub>',
  ].join('\n\n');
}

export function sortDrift(checks: readonly DriftCheck[]): DriftCheck[] {
  const excess = (check: DriftCheck) =>
    (check.status === 'drifted' ? 1e6 : 0) + check.value / check.threshold;
  return checks.toSorted((a, b) => excess(b) - excess(a));
}

function driftRow(check: DriftCheck): string[] {
  const precision = { decimals: 4 };
  return [
    check.status === 'drifted' ? '⚠️\u00a0**drifted**' : '✅\u00a0stable',
    cell(check.column),
    `${formatNumber(check.value, precision)}<br><sub>${check.distance}</sub>`,
    formatExact(check.threshold),
    formatNumber(check.noise, precision),
    prose(check.reason),
  ];
}
