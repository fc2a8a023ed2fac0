import type { Evaluation, HistoryEntry, Verdict } from '@proofmark/documents';
import { choosePrecision, directionOf, formatNumber, formatPlural } from '@proofmark/metrics';
import { cell } from '../escape.ts';
import type { Section } from '../section.ts';
import { table } from '../table.ts';
import { directionMark, statusMark } from '../words.ts';
import { mermaidChart, type XyChart } from '../xy-chart.ts';

const METRICS = 3;
const ROWS = 8;
const POINTS = 30;

type Point = Pick<HistoryEntry, 'metrics' | 'testSet'> & { name: string; when: string; mark: string };

/** The trend of the default branch, with the candidate at its end; undefined where nothing was recorded. */
export function historySection(
  history: readonly HistoryEntry[],
  evaluation: Evaluation,
  verdict: Verdict | undefined,
): Section | undefined {
  const metrics = chooseMetrics(history, evaluation, verdict);
  const [primary] = metrics;
  if (primary === undefined) return undefined;
  const points = [...history.slice(1 - POINTS).map(recordedPoint), candidatePoint(evaluation, verdict)];
  const shown = points.slice(-ROWS).toReversed();
  const chart = chartOf(points, primary);
  const others = new Set(points.map(({ testSet }) => testSet)).size > 1;
  const body = [
    table(
      [
        { title: 'Commit' },
        { title: 'When' },
        ...metrics.map((metric) => ({ title: titleOf(metric), align: 'right' as const })),
      ],
      shown.map((point, i) => [
        `${point.mark}${cell(point.name)}`,
        `${point.when}${others && point.testSet !== shown[i + 1]?.testSet && i + 1 < shown.length ? '<br><sub>new test set</sub>' : ''}`,
        ...metrics.map((metric) => showValue(measuredOf(point, metric))),
      ]),
    ),
    ...(chart ? [mermaidChart(chart), `<sub>The axis does not begin at 0.</sub>`] : []),
    others
      ? '<sub>The test set changed on the way: values of different test sets say nothing about the model alone.</sub>'
      : '',
  ];
  return {
    title: `History: ${formatPlural(history.length, 'evaluation')} of the default branch`,
    body: body.filter((part) => part !== '').join('\n\n'),
    open: false,
    charts: chart ? [chart] : [],
  };
}

/** The metrics of gates first, as far as the history knows them. */
function chooseMetrics(
  history: readonly HistoryEntry[],
  evaluation: Evaluation,
  verdict: Verdict | undefined,
): string[] {
  const known = new Set(history.flatMap(({ metrics }) => metrics.map(({ metric }) => metric)));
  const wanted = [...(verdict?.gates ?? []).map(({ metric }) => metric), ...evaluation.metrics];
  return [...new Set(wanted)].filter((metric) => known.has(metric)).slice(0, METRICS);
}

function recordedPoint({ commit, at, status, metrics, testSet }: HistoryEntry): Point {
  const mark = status === undefined ? '' : `${statusMark[status]}\u00a0`;
  return { name: commit.slice(0, 7), when: at.slice(0, 10), mark, metrics, testSet };
}

function candidatePoint(evaluation: Evaluation, verdict: Verdict | undefined): Point {
  const overall = evaluation.estimates.filter(({ slice }) => slice.length === 0);
  return {
    name: 'candidate',
    when: 'this run',
    mark: verdict ? `${statusMark[verdict.status]}\u00a0` : '',
    testSet: evaluation.testSet.digest,
    metrics: overall.flatMap(({ metric, candidate }) => (candidate ? [{ metric, ...candidate }] : [])),
  };
}

function chartOf(points: readonly Point[], metric: string): XyChart | undefined {
  const measured = points.flatMap((point) => {
    const value = measuredOf(point, metric)?.value;
    return value === undefined ? [] : [{ name: point.name, value }];
  });
  if (measured.length < 3) return undefined;
  return {
    title: `${metric} over time`,
    yTitle: metric,
    categories: measured.map(({ name }) => name),
    line: { name: metric, values: measured.map(({ value }) => value) },
  };
}

function measuredOf({ metrics }: Point, wanted: string): HistoryEntry['metrics'][number] | undefined {
  return metrics.find(({ metric }) => metric === wanted);
}

function showValue(measured: HistoryEntry['metrics'][number] | undefined): string {
  return measured === undefined
    ? '–'
    : formatNumber(measured.value, choosePrecision(measured.interval, measured.value));
}

function titleOf(metric: string): string {
  const direction = directionOf(metric);
  return direction ? `${cell(metric)}\u00a0${directionMark[direction]}` : cell(metric);
}
