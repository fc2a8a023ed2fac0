import { type Side, UserError } from '@proofmark/documents';
import { showNames } from './columns.ts';
import { double } from './moments.ts';
import type { PredictionSource } from './number-sql.ts';
import { errorSql, pinballSql } from './regression-terms.ts';
import type { ValueColumn } from './unit-rows.ts';

const PLACEHOLDER = '{quantile}';
const SUFFIX = '_q';

/**
 * The columns that a pattern such as `q_{quantile}` stands for, by their quantile.
 * @throws UserError `predictions-invalid` when there is none
 */
export function quantileColumns(
  source: PredictionSource,
  pattern: string | undefined,
  setting: string,
): ValueColumn[] {
  if (pattern === undefined) return [];
  const [before = '', after = ''] = pattern.split(PLACEHOLDER);
  const found = source.columns.flatMap(({ name }) => {
    if (!name.startsWith(before) || !name.endsWith(after)) return [];
    const text = name.slice(before.length, name.length - after.length);
    const level = text.trim() === '' ? Number.NaN : Number(text);
    return level > 0 && level < 1 ? [{ column: name, level, setting }] : [];
  });
  if (found.length === 0) {
    throw new UserError(
      'predictions-invalid',
      `${source.where}: no column is named like ${pattern} (${setting}) with a number between 0 and 1; received the columns ${showNames(source.columns.map(({ name }) => name))}`,
    );
  }
  return found
    .sort((a, b) => a.level - b.level)
    .map(({ column, level }) => ({ column, suffix: `${SUFFIX}${level}`, setting }));
}

/** The quantiles that one side gives, and what is measured of it. */
type Forecast = { side: Side; levels: readonly number[] };
export type MeasuredForecast = Forecast & { needs: readonly string[] };

export function levelsOf(values: readonly { suffix: string }[]): number[] {
  return values.flatMap(({ suffix }) => (suffix === '' ? [] : [Number(suffix.slice(SUFFIX.length))]));
}

/**
 * What each side has the quantiles for: of the candidate everything, of the baseline what it does not lack. A score of
 * all quantiles is compared only where these are the same.
 */
export function measurable(
  [candidate, ...others]: readonly Forecast[],
  needs: readonly string[],
): MeasuredForecast[] {
  if (!candidate) return [];
  const isMeasured = (need: string, levels: readonly number[]) =>
    need === 'crps'
      ? levels.join() === candidate.levels.join()
      : quantilesOf(need).every((level) => levelIn(levels, level) !== undefined);
  return [
    { ...candidate, needs },
    ...others.map((other) => ({ ...other, needs: needs.filter((need) => isMeasured(need, other.levels)) })),
  ];
}

/** The quantiles that a feature is made of; of the score of all quantiles none in particular. */
function quantilesOf(need: string): number[] {
  const [kind, argument] = need.split('@');
  const share = Number(argument);
  if (kind === 'pinball') return [share];
  return kind === 'coverage' || kind === 'width' ? [(1 - share) / 2, (1 + share) / 2] : [];
}

function levelIn(levels: readonly number[], level: number): number | undefined {
  return levels.find((one) => Math.abs(one - level) < 1e-9);
}

/**
 * SQL of a row per series with sums of the features of its rows, as columns `"mase.candidate"`.
 * @throws UserError `config-invalid` when a metric needs a quantile that has no column
 */
export async function measureSeries(
  base: string,
  forecasts: readonly MeasuredForecast[],
  scaled: boolean,
): Promise<string> {
  // Terms are added in their own order, which is the same whatever that of the rows.
  const sum = (term: string) => `sum(${term} ORDER BY ${term})`;
  const scale = (kind: string) => `any_value(scales.${kind})`;
  const terms = forecasts.flatMap(({ side, levels, needs }) =>
    needs.map((need) => {
      const name = `"${need}.${side}"`;
      if (need === 'mase') {
        return `${sum(errorSql('absolute_error', side))} / count(*) / ${scale('absolute')} AS ${name}`;
      }
      if (need === 'rmsse') {
        return `sqrt(${sum(errorSql('squared_error', side))} / count(*) / ${scale('squared')}) AS ${name}`;
      }
      return `${sum(rowSql(need, side, levels))} AS ${name}`;
    }),
  );
  const join = scaled ? 'JOIN scales ON scales.unit = b.unit::VARCHAR' : '';
  return `SELECT b.s AS s, b.unit AS unit, any_value(b.cluster) AS cluster, any_value(b.w) AS w,
      count(*)::DOUBLE AS "rows", 1.0::DOUBLE AS "series", ${[`${sum('abs(y)')} AS "absolute_label"`, ...terms].join(', ')}
    FROM (${base}) AS b ${join} GROUP BY b.s, b.unit`;
}

function rowSql(need: string, side: Side, levels: readonly number[]): string {
  const [kind = '', argument] = need.split('@');
  const column = (level: number) => {
    const known = levelIn(levels, level);
    if (known !== undefined) return `"${side}${SUFFIX}${known}"`;
    const received = levels.length === 0 ? 'none' : levels.join(', ');
    throw new UserError(
      'config-invalid',
      `evaluation.metrics: ${need} needs a column of the quantile ${Number(level.toFixed(9))} (evaluation.columns.quantiles), received ${received}`,
    );
  };
  switch (kind) {
    case 'pinball':
      return pinballSql(column(Number(argument)), Number(argument));
    case 'coverage': {
      const [low, high] = quantilesOf(need).map(column);
      return `(y BETWEEN ${low} AND ${high})::DOUBLE`;
    }
    case 'width': {
      const [low, high] = quantilesOf(need).map(column);
      return `(${high} - ${low})`;
    }
    case 'crps': {
      if (levels.length === 0) column(0.5);
      const losses = levels.map((level) => pinballSql(column(level), level));
      return `(${losses.map((loss) => `(${loss})`).join(' + ')}) * ${double(2 / levels.length)}`;
    }
    default:
      return errorSql(need, side);
  }
}
