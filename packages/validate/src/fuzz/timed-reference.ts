import type { TimedCase } from './timed-cases.ts';

/** How many values break each rule, by a reader of formats that shares no code with the product. */
export function countTimed({ type, format, values, minimum }: TimedCase): Map<string, number> {
  const formatted = values.map((text) => readAs(type, text, format));
  const read = values.map((text, i) => formatted[i] ?? readIso(type, text));
  const least = readIso(type, minimum) ?? Number.NaN;
  return new Map([
    ['t.at.format', formatted.filter((value) => value === undefined).length],
    ['t.at.logicalType', read.filter((value) => value === undefined).length],
    ['t.at.minimum', read.filter((value) => value !== undefined && value < least).length],
  ]);
}

type Parts = Partial<Record<string, string>>;

const SHAPES: Readonly<Record<string, string>> = { yyyy: '\\d{4}', SSS: '\\d{3}', a: 'AM|PM' };
const OFFSET = 'Z|[-+]\\d{2}:\\d{2}';

/** Milliseconds of what is written exactly in a format: since 1970 in UTC, or since midnight. */
function readAs(type: TimedCase['type'], text: string, format: string): number | undefined {
  const letters: string[] = [];
  const pattern = format.replaceAll(/'([^']*)'|([A-Za-z])\2*|./g, (run, quoted?: string, letter?: string) => {
    if (letter === undefined) return `[${quoted ?? run}]`;
    letters.push(letter);
    const shape = letter === 'X' ? OFFSET : (SHAPES[run] ?? (run.length === 1 ? '\\d{1,2}' : '\\d{2}'));
    return `(${shape})`;
  });
  const found = new RegExp(`^${pattern}$`).exec(text)?.slice(1);
  return found && momentOf(type, Object.fromEntries(letters.map((letter, i) => [letter, found[i]])));
}

/** ISO 8601; a timestamp may end with an offset. */
function readIso(type: TimedCase['type'], text: string): number | undefined {
  const clock = '(?<H>\\d{2}):(?<m>\\d{2})(?::(?<s>\\d{2})(?:\\.(?<S>\\d+))?)?';
  const whole = `(?<y>\\d{4})-(?<M>\\d{2})-(?<d>\\d{2})[T ]${clock} ?(?<X>${OFFSET})?`;
  const { groups } = new RegExp(`^${type === 'time' ? clock : whole}$`).exec(text) ?? {};
  // A space belongs to the offset.
  return groups && !/ $/.test(text) ? momentOf(type, groups) : undefined;
}

function momentOf(type: TimedCase['type'], parts: Parts): number | undefined {
  const { H, h: clockHour, a, m, s = '0', S = '0', y, M, d, X = 'Z' } = parts;
  const half = Number(clockHour);
  if (clockHour !== undefined && (half < 1 || half > 12)) return undefined;
  const hour = clockHour === undefined ? Number(H) : (half % 12) + (a === 'PM' ? 12 : 0);
  if (hour > 23 || Number(m) > 59 || Number(s) > 59) return undefined;
  const ofDay = 3_600_000 * hour + 60_000 * Number(m) + 1000 * Number(s) + 1000 * Number(`0.${S}`);
  if (type === 'time') return ofDay;
  const days = new Date(Date.UTC(Number(y), Number(M), 0)).getUTCDate();
  if (Number(M) < 1 || Number(M) > 12 || Number(d) < 1 || Number(d) > days) return undefined;
  const offset = minutesOf(X);
  if (offset === undefined) return undefined;
  return Date.UTC(Number(y), Number(M) - 1, Number(d)) + ofDay - 60_000 * offset;
}

/** At most eighteen hours, as in the JDK. */
function minutesOf(offset: string): number | undefined {
  const [, sign, hours = '0', minutes = '0'] = /^([-+])(\d{2}):(\d{2})$/.exec(offset) ?? [];
  const total = 60 * Number(hours) + Number(minutes);
  return total > 1080 ? undefined : (sign === '-' ? -1 : 1) * total;
}
