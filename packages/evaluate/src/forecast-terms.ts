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

/**
 * SQL of a row per series with sums of the features of its rows, as columns `"mase.candidate"`.
 * @throws UserError `config-invalid` when a metric needs a quantile that has no column
 */
export async function measureSeries(
  base: string,
  sides: readonly Side[],
  needs: readonly string[],
  suffixes: readonly string[],
  scaled: boolean,
): Promise<string> {
  const levels = suffixes.flatMap((suffix) => (suffix === '' ? [] : [Number(suffix.slice(SUFFIX.length))]));
  // Terms are added in their own order, which is the same whatever that of the rows.
  const sum = (term: string) => `sum(${term} ORDER BY ${term})`;
  const scale = (kind: string) => `any_value(scales.${kind})`;
  const terms = sides.flatMap((side) =>
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
    const known = levels.find((one) => Math.abs(one - level) < 1e-9);
    if (known !== undefined) return `"${side}${SUFFIX}${known}"`;
    const received = levels.length === 0 ? 'none' : levels.join(', ');
    throw new UserError(
      'config-invalid',
      `evaluation.metrics: ${need} needs a column of the quantile ${Number(level.toFixed(9))} (evaluation.columns.quantiles), received ${received}`,
    );
  };
  const central = (share: number) => [column((1 - share) / 2), column((1 + share) / 2)] as const;
  switch (kind) {
    case 'pinball':
      return pinballSql(column(Number(argument)), Number(argument));
    case 'coverage': {
      const [low, high] = central(Number(argument));
      return `(y BETWEEN ${low} AND ${high})::DOUBLE`;
    }
    case 'width': {
      const [low, high] = central(Number(argument));
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
