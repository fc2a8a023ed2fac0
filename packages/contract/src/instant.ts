import type { LogicalType, TimeSpan } from './model.ts';
import { offsetAt } from './time-zone.ts';

const ISO =
  /^(?:(\d{4})-(\d{2})-(\d{2}))?(?:(?:[T ]|^)(\d{2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/;

/**
 * Reads a bound of a date, timestamp or time column, ISO 8601, into the text that SQL compares with; a timestamp
 * with an offset is moved to UTC, one without from the time zone given. Undefined when it is no such value.
 * @param timeZone a name of the IANA data base; default UTC
 */
export function readInstant(text: string, type: LogicalType, timeZone = 'UTC'): string | undefined {
  const match = ISO.exec(text.trim());
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second = '00', fraction = '', offset] = match;
  const isDate = year !== undefined && month !== undefined && day !== undefined;
  const isTime = hour !== undefined && minute !== undefined;
  if (isTime && (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59)) return undefined;
  if (type === 'time') return isDate || !isTime ? undefined : `${hour}:${minute}:${second}${fraction}`;
  if (!isDate) return undefined;
  const midnight = new Date(`${year}-${month}-${day}T00:00:00Z`);
  if (Number.isNaN(midnight.getTime()) || midnight.getUTCDate() !== Number(day)) return undefined;
  if (type === 'date') return isTime ? undefined : `${year}-${month}-${day}`;
  const time = isTime ? `${hour}:${minute}:${second}` : '00:00:00';
  const local = new Date(`${year}-${month}-${day}T${time}Z`);
  const minutes = offset === undefined ? offsetAt(local, timeZone) : offsetMinutes(offset);
  if (minutes === undefined) return undefined;
  const shifted = new Date(local.getTime() - minutes * 60_000);
  return `${shifted.toISOString().slice(0, 19).replace('T', ' ')}${fraction}`;
}

function offsetMinutes(offset: string): number {
  if (offset === 'Z') return 0;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3).replace(':', '') || 0);
  return offset.startsWith('-') ? -minutes : minutes;
}

const MILLISECONDS = { second: 1e3, minute: 6e4, hour: 36e5, day: 864e5, week: 6048e5 } as const;

/** The instant a time span before another; months and years go by the calendar, in UTC. */
export function before(instant: Date, { amount, unit }: TimeSpan): Date {
  if (unit !== 'month' && unit !== 'year') return new Date(instant.getTime() - amount * MILLISECONDS[unit]);
  const months = unit === 'year' ? amount * 12 : amount;
  const moved = new Date(instant);
  moved.setUTCDate(1);
  moved.setUTCMonth(moved.getUTCMonth() - months);
  const lastDay = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
  moved.setUTCDate(Math.min(instant.getUTCDate(), lastDay));
  return moved;
}
