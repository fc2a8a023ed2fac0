import type { Estimate, Evaluation, SliceKey, Verdict } from '@proofmark/documents';
import { countedUnit, describeOmission, showSlice } from '@proofmark/documents';
import {
  choosePrecision,
  directionOf,
  formatChange,
  formatCount,
  formatNumber,
  formatPercent,
  formatPlural,
} from '@proofmark/metrics';
import { cell, inline, mermaidLabel, prose } from '../escape.ts';
import type { Section } from '../section.ts';
import { chooseSliceMetrics, gain } from '../slice-metrics.ts';
import { limitedTable } from '../table.ts';
import { directionMark, readChange, sliceValue, statusMark } from '../words.ts';
import { mermaidChart, type XyChart } from '../xy-chart.ts';

const CHART_LIMIT = 24;
const CHART_COUNT = 2;

type Row = { slice: SliceKey; rows: number; estimates: readonly (Estimate | undefined)[] };

/** The slices, the worst first, with the metrics that gates look at; undefined when there are none. */
export function slicesSection(
  evaluation: Evaluation,
  verdict: Verdict | undefined,
  rowLimit: number,
  { charts: wantsCharts } = { charts: true },
): Section | undefined {
  const sliced = evaluation.estimates.filter(({ slice }) => slice.length > 0);
  if (sliced.length === 0) return undefined;
  const metrics = chooseSliceMetrics(sliced, verdict);
  const [primary] = metrics;
  if (primary === undefined) return undefined;
  const rows = collectRows(sliced, metrics);
  const charts = wantsCharts ? chartSlices(rows, primary) : [];
  const compared = rows.some(({ estimates: [one] }) => one?.change);
  const body = [
    limitedTable(
      [
        { title: 'Slice' },
        { title: capital(countedUnit(evaluation.task)[1]), align: 'right' },
        ...metrics.map((metric) => ({ title: titleOf(metric), align: 'right' as const })),
      ],
      rows,
      (row) => [
        `${markOf(row.slice, verdict)}${cell(showSlice(row.slice))}`,
        formatCount(row.rows),
        ...row.estimates.map(sliceCell),
      ],
      {
        rows: rowLimit,
        rest: (left) =>
          `_${formatPlural(left, 'more slice')} in the job summary and in the evaluation document._`,
      },
    ),
    `<sub>Sorted by ${compared ? 'the change in' : 'the value of'} ${inline(primary)}, worst first. ▼ worse and ▲ better where the 95\u00a0% interval of the change leaves out zero.</sub>`,
    ...charts.flatMap((chart) => [mermaidChart(chart), chartCaption(chart)]),
    ...weakest(evaluation),
    evaluation.omitted
      .map((omission) => `- Left out: ${prose(describeOmission(omission, evaluation.task))}`)
      .join('\n'),
  ].filter((part) => part !== '');
  const found = compared ? describeLosses(rows, verdict) : 'no baseline to compare with';
  return {
    title: `Slices: ${formatCount(rows.length)}, ${found}`,
    body: body.join('\n\n'),
    open: false,
    charts,
  };
}

function collectRows(sliced: readonly Estimate[], metrics: readonly string[]): Row[] {
  const bySlice = Map.groupBy(sliced, ({ slice }) => JSON.stringify(slice));
  const rows = [...bySlice.values()].map((estimates) => ({
    slice: estimates[0]?.slice ?? [],
    rows: estimates[0]?.rows ?? 0,
    estimates: metrics.map((metric) => estimates.find((estimate) => estimate.metric === metric)),
  }));
  return rows.toSorted((a, b) => gain(a.estimates[0]) - gain(b.estimates[0]));
}

/** A metric in a slice, as text. */
function placeOf({ metric, slice }: Pick<Estimate, 'metric' | 'slice'>): string {
  return JSON.stringify([metric, showSlice(slice)]);
}

/** The headline speaks of gates: whoever finds losses below it is told why it says nothing of them. */
function describeLosses(rows: readonly Row[], verdict: Verdict | undefined): string {
  const worse = rows.map(({ estimates }) => estimates.filter((one) => reading(one) === 'worse'));
  const losses = worse.filter((each) => each.length > 0);
  const gated = new Set(verdict?.gates.map((gate) => placeOf(gate)));
  const isJudged = losses.flat().some((one) => one && gated.has(placeOf(one)));
  const where = losses.length > 0 && verdict && !isJudged ? ' that no gate judges' : '';
  return `${formatCount(losses.length)} with a clear loss${where}`;
}

function reading(estimate: Estimate | undefined) {
  return estimate ? readChange(estimate.change, directionOf(estimate.metric)) : undefined;
}

function sliceCell(estimate: Estimate | undefined): string {
  if (!estimate?.candidate) return estimate?.reason ? `<sub>${prose(estimate.reason)}</sub>` : '–';
  const { candidate, baseline, change } = estimate;
  const precision = choosePrecision(change?.interval ?? candidate.interval, candidate.value);
  const value = formatNumber(candidate.value, precision);
  if (!change || !baseline) return value;
  const mark = { better: ' ▲', worse: ' ▼', changed: ' ◆', unclear: '' }[reading(estimate) ?? 'unclear'];
  const shown = `${formatChange(change.value, precision)}${mark}`.replace(' ', '\u00a0');
  const values = `${formatNumber(baseline.value, precision)} → ${value}`.replaceAll(' ', '\u00a0');
  return `${mark ? `**${shown}**` : shown}<br><sub>${values}</sub>`;
}

function titleOf(metric: string): string {
  const direction = directionOf(metric);
  return direction ? `${cell(metric)}\u00a0${directionMark[direction]}` : cell(metric);
}

/** A slice on which a gate did not pass is marked in the table too. */
function markOf(slice: SliceKey, verdict: Verdict | undefined): string {
  const key = showSlice(slice);
  const states = (verdict?.gates ?? [])
    .filter((gate) => showSlice(gate.slice) === key)
    .map(({ status }) => status);
  const worst = states.includes('fail')
    ? 'fail'
    : states.includes('inconclusive')
      ? 'inconclusive'
      : undefined;
  return worst ? `${statusMark[worst]}\u00a0` : '';
}

/** What the search among slices found, in words that do not make it a proof. */
function weakest(evaluation: Evaluation): string[] {
  const { weakest: search } = evaluation;
  if (search === undefined) return [];
  const { metrics, searched, slices, found, falseDiscoveryRate } = search;
  const [one, many] = countedUnit(evaluation.task);
  const [first = ''] = metrics;
  const by = metrics.length === 1 ? inline(first) : `any of ${metrics.length} metrics`;
  const outcome =
    found === 0
      ? `In none of ${formatPlural(searched, 'slice')} does the candidate do clearly worse in ${by} than on the whole test set.`
      : `In ${found} of ${formatPlural(searched, 'slice')} the candidate does clearly worse in ${by} than on the whole test set${found > slices.length ? '; the clearest' : ''}:`;
  return [
    `**Weak spots.** ${outcome}`,
    slices
      .map(({ slice, metric, also, rows, value }) => {
        const shown = formatNumber(value, choosePrecision(null, value));
        const others = also.length === 0 ? '' : `, and weak in ${formatPlural(also.length, 'more metric')}`;
        return `- ${inline(showSlice(slice))}: ${inline(metric)} ${shown}${others} (${formatPlural(rows, one, many)})`;
      })
      .join('\n'),
    `<sub>A search, which binds no gate: about ${formatPercent(falseDiscoveryRate)} of what it finds may be chance.</sub>`,
  ].filter((part) => part !== '');
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** One chart for each column that was sliced by, where there is a baseline and enough slices to look at. */
function chartSlices(rows: readonly Row[], metric: string): XyChart[] {
  const paired = rows.flatMap(({ slice, estimates: [one] }) =>
    slice.length === 1 && one?.candidate && one.baseline
      ? [{ slice, candidate: one.candidate.value, baseline: one.baseline.value }]
      : [],
  );
  const byColumn = Map.groupBy(paired, ({ slice: [part] }) => part?.column ?? '');
  return [...byColumn]
    .filter(([, points]) => points.length >= 3)
    .slice(0, CHART_COUNT)
    .map(([column, points]) => {
      const shown = points.slice(0, CHART_LIMIT);
      return {
        title: `${mermaidLabel(metric)} by ${mermaidLabel(column)}`,
        yTitle: metric,
        categories: shown.map(({ slice }) => sliceValue(slice)),
        bars: { name: 'candidate', values: shown.map(({ candidate }) => candidate) },
        line: { name: 'baseline', values: shown.map(({ baseline }) => baseline) },
      };
    });
}

function chartCaption({ line }: XyChart): string {
  return `<sub>Bars: candidate. Line: ${line.name}. Worst change at the left; the axis does not begin at 0.</sub>`;
}
