import { type ErrorCode, nearest, showReceived, type Task, UserError } from '@proofmark/documents';
import { readThreshold, splitThreshold } from './at-threshold.ts';
import { binaryMetrics } from './binary-metrics.ts';
import { multiclassMetrics, multilabelMetrics } from './class-metrics.ts';
import { forecastMetrics } from './forecast-metrics.ts';
import { isGroupGap } from './gap-rates.ts';
import type { Argument, Metric, MetricDefinition, MetricEntry } from './metric.ts';
import { rankingMetrics } from './ranking-metrics.ts';
import { regressionMetrics } from './regression-metrics.ts';
import { scoreMetrics } from './score-metrics.ts';

/** Every metric by task and name, as scikit-learn names it, in the order in which a report shows them. */
export const metricCatalogue: Readonly<Record<Task, Readonly<Record<string, MetricEntry>>>> = {
  binary: binaryMetrics,
  multiclass: multiclassMetrics,
  multilabel: multilabelMetrics,
  regression: regressionMetrics,
  ranking: rankingMetrics,
  forecast: forecastMetrics,
  scores: scoreMetrics,
  aggregates: {},
};

/** What names are resolved against; `classes` of an evaluation. */
export type MetricSpace = { task: Task; classes: readonly string[] };

/** The metrics that are computed unless the configuration names others. */
export function defaultMetrics(task: Task, hasScores = true): string[] {
  return Object.entries(metricCatalogue[task])
    .filter(([, { byDefault, scores }]) => byDefault && (hasScores || !scores))
    .map(([name]) => name);
}

/** How a name is written, with a placeholder for its argument: `lift@0.1`, `recall[class=CLASS]`. */
export function showForm(name: string, { argument }: MetricEntry): string {
  if (argument === undefined) return name;
  if (argument.kind === 'number') return `${name}@${argument.example}`;
  return `${name}[${argument.kind}=${argument.kind.toUpperCase()}]`;
}

type Parsed = {
  base: string;
  argument: string | undefined;
  kind: Argument['kind'] | undefined;
  /** What follows `@threshold=`, at the end of a name. */
  threshold: string | undefined;
};

function parse(name: string): Parsed {
  const { before, threshold } = splitThreshold(name);
  const [, base = before, number, kind, label] =
    /^([^@[]+)(?:@(.*)|\[(class|score)=(.*)\])$/s.exec(before) ?? [];
  if (number !== undefined) return { base, argument: number, kind: 'number', threshold };
  return { base, argument: label, kind: kind === 'class' || kind === 'score' ? kind : undefined, threshold };
}

/** The entry that a name means: the same base may stand with and without a class. */
function entryOf(task: Task, { base, kind }: Parsed): MetricEntry | undefined {
  const entries = metricCatalogue[task];
  const key = kind === 'class' || kind === 'score' ? `${base}[${kind}]` : base;
  return Object.hasOwn(entries, key) ? entries[key] : undefined;
}

/** Whether a metric is one of the scores of classes, which predictions alone do not give. */
export function needsScores(name: string, task: Task): boolean {
  const parsed = parse(name);
  return parsed.threshold !== undefined || entryOf(task, parsed)?.scores === true;
}

/**
 * Which way is better, when some task has a metric of that name: `recall@x` is none, for recall takes no argument.
 * Undefined too of a metric of which neither way is.
 */
export function directionOf(name: string): Metric['direction'] | undefined {
  if (isGroupGap(name)) return 'lower';
  const found = definitionOf(name);
  return found?.neutral ? undefined : found?.direction;
}

/** What the name means in some task. */
export function definitionOf(name: string): MetricDefinition | undefined {
  const parsed = parse(name);
  for (const task of Object.keys(metricCatalogue) as Task[]) {
    const entry = entryOf(task, parsed);
    if (entry === undefined) continue;
    const [argument, threshold] = [
      settleArgument(name, entry, parsed, []),
      settleThreshold(name, entry, parsed),
    ];
    if (typeof argument !== 'string' || typeof threshold === 'object') continue;
    return entry.define({ name, classes: [], argument });
  }
  return undefined;
}

/** `recall` of the key `recall[class]`. */
export function bareName(key: string): string {
  return key.replace(/\[\w+\]$/, '');
}

/** How to write what a problem is about. */
type Problem = { problem: string };

export function isMetric(name: string, space: MetricSpace): boolean {
  return !('problem' in find(name, space));
}

/**
 * The metric of that name for the task.
 * @param where file and field for the message: "proofmark.yml: gates[2].metric"
 * @throws UserError naming the nearest known metric, or the metrics of the task
 */
export function requireMetric(
  name: string,
  space: MetricSpace,
  where: string,
  code: ErrorCode = 'policy-invalid',
): Metric {
  const found = find(name, space);
  if (!('problem' in found)) return found;
  const known = Object.entries(metricCatalogue[space.task]).map(([key, entry]) =>
    showForm(bareName(key), entry),
  );
  throw new UserError(
    code,
    `${where}: ${found.problem}; expected a metric of ${space.task} tasks: ${known.join(', ')}`,
  );
}

function find(name: string, { task, classes }: MetricSpace): Metric | Problem {
  const parsed = parse(name);
  const entry = entryOf(task, parsed);
  if (!entry) return { problem: explainUnknown(name, task, parsed) };
  const argument = settleArgument(name, entry, parsed, classes);
  if (typeof argument !== 'string') return argument;
  const threshold = settleThreshold(name, entry, parsed);
  if (typeof threshold === 'object') return threshold;
  return {
    name,
    ...(threshold !== undefined && { threshold }),
    ...entry.define({ name, classes, argument }),
  };
}

function settleThreshold(
  name: string,
  { thresholds }: MetricEntry,
  { threshold }: Parsed,
): number | undefined | Problem {
  if (threshold === undefined) return undefined;
  if (thresholds === undefined) return { problem: `${showReceived(name)} takes no threshold` };
  return readThreshold(name, threshold, thresholds);
}

function settleArgument(
  name: string,
  { argument: expected, thresholds }: MetricEntry,
  { base, argument, kind }: Parsed,
  classes: readonly string[],
): string | Problem {
  if (expected === undefined) {
    if (kind === undefined) return '';
    const meant = kind === 'number' && thresholds ? `, did you mean "${base}@threshold=${argument}"?` : '';
    return { problem: `${showReceived(name)} takes no ${kind}${meant}` };
  }
  if (expected.kind !== 'number') {
    // Before the rows are read no class is known; the document that comes of them is checked again.
    if (argument !== undefined && (classes.length === 0 || classes.includes(argument))) return argument;
    const near = nearest(argument ?? '', classes);
    const hint = near === undefined ? `one of ${classes.slice(0, 10).join(', ')}` : `"${near}"?`;
    return {
      problem: `${showReceived(name)}: no such ${expected.kind}; ${near ? 'did you mean' : 'expected'} ${hint}`,
    };
  }
  if (argument === undefined && expected.default !== undefined) return String(expected.default);
  const value = Number(argument || Number.NaN);
  if (Number.isFinite(value) && expected.accepts(value)) return String(value);
  return { problem: `${showReceived(name)}: expected ${expected.expected} after @` };
}

function explainUnknown(name: string, task: Task, parsed: Parsed): string {
  const others = (Object.keys(metricCatalogue) as Task[]).filter((other) => entryOf(other, parsed));
  if (others.length > 0) return `${name} is a metric of ${others.join(' and ')} tasks`;
  const near = nearest(parsed.base, Object.keys(metricCatalogue[task]));
  return `unknown metric ${showReceived(name)}${near ? `, did you mean "${near}"?` : ''}`;
}
