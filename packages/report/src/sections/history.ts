import type { Evaluation, HistoryEntry, Verdict } from '@proofmark/documents';
import { choosePrecision, directionOf, formatNumber, formatPlural } from '@proofmark/metrics';
import { cell } from '../escape.ts';
import type { Section } from '../section.ts';
import { table } from '../table.ts';
import { changesTestSet, measuredOf, readTrend, type Trend, type TrendPoint } from '../trend.ts';
import { directionMark, statusMark } from '../words.ts';
import { mermaidChart, type XyChart } from '../xy-chart.ts';

const ROWS = 8;

/** The trend of the default branch, with the candidate at its end; undefined where nothing was recorded. */
export function historySection(
  history: readonly HistoryEntry[],
  evaluation: Evaluation,
  verdict: Verdict | undefined,
): Section | undefined {
  const trend = readTrend(history, evaluation, verdict);
  if (trend === undefined) return undefined;
  const chart = chartOf(trend);
  const body = [
    showTrend(trend, ROWS),
    ...(chart ? [mermaidChart(chart), `<sub>The axis does not begin at 0.</sub>`] : []),
    noteOf(trend),
  ];
  return {
    title: historyTitle(history),
    body: body.filter((part) => part !== '').join('\n\n'),
    open: false,
    charts: chart ? [chart] : [],
  };
}

/** The same without a chart, for pages that draw one of their own. */
export function plainHistorySection(history: readonly HistoryEntry[], trend: Trend): Section {
  const body = [showTrend(trend, trend.points.length), noteOf(trend)].filter((part) => part !== '');
  return { title: historyTitle(history), body: body.join('\n\n'), open: true, charts: [] };
}

function historyTitle(history: readonly HistoryEntry[]): string {
  return `History: ${formatPlural(history.length, 'evaluation')} of the default branch`;
}

/** Newest first. */
function showTrend({ metrics, points }: Trend, rows: number): string {
  const shown = points.slice(0 - rows).toReversed();
  return table(
    [
      { title: 'Commit' },
      { title: 'When' },
      ...metrics.map((metric) => ({ title: titleOf(metric), align: 'right' as const })),
    ],
    shown.map((point, i) => {
      const before = shown[i + 1];
      const isNew = before !== undefined && before.testSet !== point.testSet;
      return [
        `${point.status ? `${statusMark[point.status]}\u00a0` : ''}${cell(point.name)}`,
        `${point.when}${isNew ? '<br><sub>new test set</sub>' : ''}`,
        ...metrics.map((metric) => showValue(point, metric)),
      ];
    }),
  );
}

function noteOf(trend: Trend): string {
  return changesTestSet(trend)
    ? '<sub>The test set changed on the way: values of different test sets say nothing about the model alone.</sub>'
    : '';
}

function chartOf({ metrics: [metric = ''], points }: Trend): XyChart | undefined {
  const measured = points.flatMap((point) => {
    const value = measuredOf(point, metric)?.value;
    return value === undefined ? [] : [{ name: point.name, value }];
  });
  if (measured.length < 3) return undefined;
  return {
    title: `${metric} over time`,
    yTitle: metric,
    categories: measured.map(({ name }) => (name === 'candidate' ? 'now' : name)),
    line: { name: metric, values: measured.map(({ value }) => value) },
    keep: 'last',
  };
}

function showValue(point: TrendPoint, metric: string): string {
  const measured = measuredOf(point, metric);
  return measured === undefined
    ? '–'
    : formatNumber(measured.value, choosePrecision(measured.interval, measured.value));
}

function titleOf(metric: string): string {
  const direction = directionOf(metric);
  return direction ? `${cell(metric)}\u00a0${directionMark[direction]}` : cell(metric);
}
