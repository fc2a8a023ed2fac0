import type { ColumnProfile, Validation } from '@proofmark/documents';
import { formatPercent, formatPlural } from '@proofmark/metrics';
import type { ReportDocuments } from '../input.ts';
import { failingChecks } from '../sections/validation.ts';
import { binShares, shareOf, shortLabel } from './bins.ts';
import { svgFigure, svgText } from './figure.ts';
import { linear, px } from './scale.ts';

const WIDTH = 700;
const AREA = { left: 160, right: 640 };
const ROW = 18;
const TOP = 54;
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
      return rules === undefined
        ? []
        : [drawDistribution(column, rules.map(({ expected }) => expected).join('; '))];
    })
    .slice(0, FIGURE_LIMIT);
}

/** The shares of the bins of one column, and what was expected of it and broken. */
function drawDistribution(column: ColumnProfile, expected: string): string {
  const nulls: [string, number][] = column.nulls > 0 ? [['(null)', shareOf(column.nulls, column.rows)]] : [];
  const bins = [...binShares(column).slice(0, BIN_LIMIT), ...nulls];
  const x = linear([0, Math.max(...bins.map(([, share]) => share), 1e-9)], [AREA.left, AREA.right]);
  return svgFigure({
    width: WIDTH,
    height: TOP + bins.length * ROW + 10,
    title: `Values of ${column.name}`,
    description: bins
      .slice(0, 8)
      .map(([label, share]) => `${label}: ${formatPercent(share)}`)
      .join('; '),
    content: [
      svgText(10, 20, `${column.name} in ${formatPlural(column.rows, 'profiled row')}`, { class: 'strong' }),
      svgText(10, 38, `broken: ${[...expected].slice(0, 90).join('')}`, { class: 'muted' }),
      ...bins.flatMap(([label, share], i) => [
        svgText(AREA.left - 8, TOP + i * ROW + 11, shortLabel(label), { anchor: 'end' }),
        `<rect class="bar" x="${AREA.left}" y="${TOP + i * ROW}" width="${px(x(share) - AREA.left)}" height="13"/>`,
        svgText(x(share) + 6, TOP + i * ROW + 11, formatPercent(share), { class: 'muted' }),
      ]),
    ],
  });
}
