import { axisY, barX, text } from '@observablehq/plot';
import type { Check, ColumnProfile, Validation } from '@proofmark/documents';
import { formatPercent, formatPlural } from '@proofmark/metrics';
import { plain } from '../escape.ts';
import type { ReportDocuments } from '../input.ts';
import { failingChecks } from '../sections/validation.ts';
import { binShares, NULLS, shareOf } from './bins.ts';
import { describeBroken } from './broken-rules.ts';
import { drawFigure, overGrid } from './figure.ts';
import { fitLabel, widest } from './text-width.ts';

const WIDTH = 640;
const ROW = 22;
const MARGIN = { top: 44, bottom: 40 };
const NAMES = { least: 90, most: 200 };
const BIN_LIMIT = 24;
const FIGURE_LIMIT = 30;

/** The columns of the failing checks, drawn when the profile is of files that the validation read. */
export function drawFailingColumns(validation: Validation, profile: ReportDocuments['profile']): string[] {
  if (profile === undefined) return [];
  const read = new Set(validation.data.files.map(({ sha256 }) => sha256));
  if (!profile.source.files.some(({ sha256 }) => read.has(sha256))) return [];
  const rulesOf = Map.groupBy(failingChecks(validation), ({ column }) => column);
  return profile.columns
    .flatMap((column) => {
      const rules = rulesOf.get(column.name);
      return rules === undefined ? [] : [drawDistribution(column, rules)];
    })
    .slice(0, FIGURE_LIMIT);
}

/** The shares of the bins of one column, and what was expected of it and broken. */
function drawDistribution(column: ColumnProfile, checks: readonly Check[]): string {
  const nulls: [string, number][] = column.nulls > 0 ? [[NULLS, shareOf(column.nulls, column.rows)]] : [];
  const failing = failingValues(column, checks);
  const bins = [...binShares(column).slice(0, BIN_LIMIT), ...nulls].map(([label, share], at) => {
    const isFailing = failing.has(label);
    // A word too, for those who do not see the colour.
    const words = isFailing ? `${formatPercent(share)} ✗ failing` : formatPercent(share);
    return { label: fitLabel(plain(label, 200), NAMES.most - 12), share, at, isFailing, words };
  });
  return drawFigure({
    width: WIDTH,
    height: MARGIN.top + bins.length * ROW + MARGIN.bottom,
    title: `Values of ${column.name} in ${formatPlural(column.rows, 'profiled row')}`,
    description: bins
      .slice(0, 8)
      .map(({ label, words }) => `${label}: ${words}`)
      .join('; '),
    legend: [{ name: describeBroken(checks, WIDTH), color: 'var(--fail)' }],
    bottom: {
      domain: [0, Math.max(...bins.map(({ share }) => share), 1e-9)],
      label: 'share of the rows',
      format: formatPercent,
    },
    plot: {
      marginTop: MARGIN.top,
      marginLeft: Math.max(NAMES.least, widest(bins.map(({ label }) => label)) + 12),
      marginRight: widest(bins.map(({ words }) => words)) + 10,
      marginBottom: MARGIN.bottom,
      y: { type: 'band', domain: bins.map(({ at }) => at), padding: 0.25 },
      marks: [
        axisY({ label: null, tickSize: 0, tickFormat: (at: number) => bins[at]?.label ?? '' }),
        barX(bins, {
          x: 'share',
          y: 'at',
          fill: ({ isFailing }: { isFailing: boolean }) =>
            isFailing ? 'var(--baseline-area)' : 'var(--candidate-area)',
          stroke: ({ isFailing }: { isFailing: boolean }) => (isFailing ? 'var(--fail)' : 'var(--candidate)'),
        }),
        text(bins, {
          x: 'share',
          y: 'at',
          text: 'words',
          textAnchor: 'start',
          dx: 6,
          ...overGrid,
          fill: ({ isFailing }: { isFailing: boolean }) => (isFailing ? 'var(--fail)' : 'var(--muted)'),
        }),
      ],
      color: { type: 'identity' },
    },
  });
}

/** Bins of single values that failing rows are known to have. A bin of numbers may hold others as well. */
function failingValues({ kind }: ColumnProfile, checks: readonly Check[]): Set<string> {
  const rows = checks.flatMap(({ evidence }) => [...(evidence?.rows ?? []), ...(evidence?.sample ?? [])]);
  const values = rows.map(({ value }) => value ?? NULLS);
  return new Set(kind === 'categorical' ? values : values.filter((value) => value === NULLS));
}
