import type { Evaluation, HistoryEntry, Status, Verdict } from '@proofmark/documents';

const METRICS = 3;
const POINTS = 30;

type Measured = HistoryEntry['metrics'][number];

/** An evaluation of the default branch; the last one is the candidate. `name` and `when` are for readers. */
export type TrendPoint = {
  name: string;
  when: string;
  testSet: string;
  status: Status | undefined;
  metrics: readonly Measured[];
};

/** The metrics that are followed, and the newest evaluations, oldest first, with the candidate at the end. */
export type Trend = { metrics: readonly string[]; points: readonly TrendPoint[] };

/** Undefined where nothing was recorded of the metrics of today. */
export function readTrend(
  history: readonly HistoryEntry[],
  evaluation: Evaluation,
  verdict: Verdict | undefined,
): Trend | undefined {
  const metrics = chooseMetrics(history, evaluation, verdict);
  if (metrics.length === 0) return undefined;
  const points = [...history.slice(1 - POINTS).map(recordedPoint), candidatePoint(evaluation, verdict)];
  return { metrics, points };
}

export function measuredOf({ metrics }: TrendPoint, wanted: string): Measured | undefined {
  return metrics.find(({ metric }) => metric === wanted);
}

/** Whether values of different test sets stand side by side. */
export function changesTestSet({ points }: Trend): boolean {
  return new Set(points.map(({ testSet }) => testSet)).size > 1;
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

function recordedPoint({ commit, at, status, metrics, testSet }: HistoryEntry): TrendPoint {
  return { name: commit.slice(0, 7), when: at.slice(0, 10), status, metrics, testSet };
}

function candidatePoint(evaluation: Evaluation, verdict: Verdict | undefined): TrendPoint {
  const overall = evaluation.estimates.filter(({ slice }) => slice.length === 0);
  return {
    name: 'candidate',
    when: 'this run',
    status: verdict?.status,
    testSet: evaluation.testSet.digest,
    metrics: overall.flatMap(({ metric, candidate }) => (candidate ? [{ metric, ...candidate }] : [])),
  };
}
