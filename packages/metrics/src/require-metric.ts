import { type ErrorCode, nearest, showReceived, type Task, UserError } from '@proofmark/documents';
import { isMetricName, type MetricName, metricDefinitions, metricNames } from './definitions.ts';

/**
 * The metric of that name for the task.
 * @param where file and field for the message: "proofmark.yml: gates[2].metric"
 * @throws UserError naming the nearest known metric, or the metrics of the task
 */
export function requireMetric(
  name: string,
  task: Task,
  where: string,
  code: ErrorCode = 'policy-invalid',
): MetricName {
  const known = metricNames.filter((metric) => metricDefinitions[metric].task === task);
  if (isMetricName(name) && metricDefinitions[name].task === task) return name;
  const near = nearest(name, known);
  const problem = isMetricName(name)
    ? `${name} is a metric of ${metricDefinitions[name].task} tasks`
    : `unknown metric ${showReceived(name)}${near ? `, did you mean "${near}"?` : ''}`;
  throw new UserError(code, `${where}: ${problem}; expected a metric of ${task} tasks: ${known.join(', ')}`);
}
