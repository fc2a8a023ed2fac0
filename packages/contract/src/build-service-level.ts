import type { Declarations } from './declarations.ts';
import type { Demand, TimeSpan, TimeUnit } from './model.ts';
import type { ServiceLevel } from './odcs/schema.ts';

/** Names of the standard and their abbreviations that speak about the age of rows. */
const AGES: Record<string, 'freshness' | 'retention'> = {
  freshness: 'freshness',
  fr: 'freshness',
  latency: 'freshness',
  ly: 'freshness',
  retention: 'retention',
  re: 'retention',
};

const UNITS: Record<string, TimeUnit> = Object.fromEntries(
  (
    [
      ['second', 's sec second seconds'],
      ['minute', 'min minute minutes'],
      ['hour', 'h hr hour hours'],
      ['day', 'd day days'],
      ['week', 'w week weeks'],
      ['month', 'mo month months'],
      ['year', 'y yr year years'],
    ] as const
  ).flatMap(([unit, words]) => words.split(' ').map((word) => [word, unit])),
);

/**
 * Declares one service level. Freshness and latency bound the age of the newest value of a column, retention that
 * of the oldest; the other properties of the standard speak about the service, not about rows.
 * @param found whether `element` names a column of the contract
 */
export function buildServiceLevel(
  declare: Declarations,
  level: ServiceLevel,
  element: string | undefined,
  found: boolean,
): void {
  const name = level.id ?? level.property;
  const description = level.description ?? [level.property, level.value, level.unit].join(' ').trim();
  const own = AGES[level.property.toLowerCase()] ? { name } : { name, description };
  declare.add(name, demandOf(level, element, found), ['property'], own);
}

function demandOf(level: ServiceLevel, element: string | undefined, found: boolean): Demand {
  const kind = AGES[level.property.toLowerCase()];
  if (!kind) {
    const reason = `${level.property} is a promise about the service; rows cannot show it`;
    return { kind: 'service-level', unenforced: 'not-applicable', reason };
  }
  const span = spanOf(level.value, level.unit, kind);
  const reason =
    element === undefined
      ? 'it names no `element`: the column that holds the time'
      : found
        ? span
        : `its element ${element} is no property of the contract`;
  return typeof reason === 'string' ? { kind, unenforced: 'unsupported', reason } : { kind, span: reason };
}

/** ISO 8601 durations of one unit: `P3D`, `PT12H`. */
const DURATION = /^P(?:(\d+)([DWMY])|T(\d+)([SMH]))$/;
const DESIGNATORS: Record<string, TimeUnit> = { D: 'day', W: 'week', M: 'month', Y: 'year' };
const TIME_DESIGNATORS: Record<string, TimeUnit> = { S: 'second', M: 'minute', H: 'hour' };

/** Tools read `m` as minutes of an age that is to be short, and as months of one that may be long. */
const M: Record<'freshness' | 'retention', TimeUnit> = { freshness: 'minute', retention: 'month' };

function spanOf(
  value: ServiceLevel['value'],
  unit: string | undefined,
  kind: 'freshness' | 'retention',
): TimeSpan | string {
  const duration = unit === undefined && typeof value === 'string' ? DURATION.exec(value.trim()) : null;
  if (duration) {
    const [, days, day = '', hours, hour = ''] = duration;
    const designated = days === undefined ? TIME_DESIGNATORS[hour] : DESIGNATORS[day];
    const amount = Number(days ?? hours);
    if (designated && Number.isFinite(amount)) return { amount, unit: designated };
  }
  const amount = typeof value === 'string' ? Number(value) : value;
  if (typeof amount !== 'number' || !(amount >= 0 && Number.isFinite(amount)) || value === '')
    return 'its value is no number of time units';
  const known = unit?.toLowerCase() === 'm' ? M[kind] : UNITS[unit?.toLowerCase() ?? ''];
  if (!known)
    return `its unit ${unit ?? '(none)'} is unknown: expected ${[...new Set(Object.values(UNITS))].join(', ')}`;
  if ((known === 'month' || known === 'year') && !Number.isInteger(amount)) {
    return `${amount} ${known}s have no fixed length: expected a whole number`;
  }
  return { amount, unit: known };
}
