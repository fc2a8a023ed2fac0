/** What a run of equal letters of a DateTimeFormatter pattern reads. */
export type Letters = {
  field: Field;
  /** RE2 of the texts that the JDK's strict parser takes; ranges are left to the engine. */
  shape: string;
  /** The directive of strptime that reads it, widths aside. */
  directive: string;
  /** It takes as many digits as there are, so that none may follow. */
  isOpen?: boolean;
};

export type Field = 'year' | 'month' | 'day' | 'day-of-year' | 'weekday' | TimeField;
type TimeField = 'am-pm' | 'hour' | 'clock-hour' | 'minute' | 'second' | 'fraction' | 'offset';

const oneOf = (...names: string[]) => `(?:${names.join('|')})`;
const TWO = '[0-9]{2}';
const OPEN = '[0-9]{1,2}';
/** As far as 18 hours, the limit of the JDK. */
const hoursAnd = (minutes: (minute: string) => string) =>
  `[-+](?:(?:0[0-9]|1[0-7])${minutes('[0-5][0-9]')}|18${minutes('00')})`;

const MONTHS = 'January February March April May June July August September October November December';
const DAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday';
const full = (names: string) => oneOf(...names.split(' '));
const short = (names: string) => oneOf(...names.split(' ').map((name) => name.slice(0, 3)));

const OFFSETS: readonly string[] = [
  hoursAnd((minute) => `(?:${minute})?`),
  hoursAnd((minute) => minute),
  hoursAnd((minute) => `:${minute}`),
];
/** The standard's examples write one Z for offsets of any kind. */
const ANY_OFFSET = hoursAnd((minute) => `:?${minute}`);

/**
 * The letters that strptime has a counterpart of, by what they are written as (of the JDK's DateTimeFormatterBuilder,
 * `appendPattern`). Names are English ones. Undefined for all others.
 */
export function readLetters(run: string): Letters | undefined {
  const letter = run.charAt(0);
  const count = run.length;
  switch (letter) {
    case 'y':
    case 'u':
    // YYYY is the week-based year; the standard's own examples write it for the year.
    case 'Y':
      if (count === 1) return { field: 'year', shape: '[0-9]{1,4}', directive: '%Y', isOpen: true };
      if (count === 2) return { field: 'year', shape: TWO, directive: '%y' };
      return count === 4 ? { field: 'year', shape: '[0-9]{4}', directive: '%Y' } : undefined;
    case 'M':
    case 'L':
      if (count === 3) return { field: 'month', shape: short(MONTHS), directive: '%b' };
      if (count === 4) return { field: 'month', shape: full(MONTHS), directive: '%B' };
      return twoDigits('month', '%m', count);
    case 'D':
      if (count === 1) return { field: 'day-of-year', shape: '[0-9]{1,3}', directive: '%j', isOpen: true };
      return count === 3 ? { field: 'day-of-year', shape: '[0-9]{3}', directive: '%j' } : undefined;
    case 'd':
      return twoDigits('day', '%d', count);
    case 'E':
      if (count > 4) return undefined;
      return count === 4
        ? { field: 'weekday', shape: full(DAYS), directive: '%A' }
        : { field: 'weekday', shape: short(DAYS), directive: '%a' };
    case 'a':
      return count === 1 ? { field: 'am-pm', shape: oneOf('AM', 'PM'), directive: '%p' } : undefined;
    case 'H':
      return twoDigits('hour', '%H', count);
    case 'h':
      return twoDigits('clock-hour', '%I', count);
    case 'm':
      return twoDigits('minute', '%M', count);
    case 's':
      return twoDigits('second', '%S', count);
    case 'S':
      if (count > 9) return undefined;
      return { field: 'fraction', shape: `[0-9]{${count}}`, directive: count > 6 ? '%n' : '%f' };
    case 'X':
    case 'x':
    case 'Z': {
      const shape = letter === 'Z' && count <= 3 ? ANY_OFFSET : OFFSETS[count - 1];
      return shape === undefined ? undefined : { field: 'offset', shape, directive: '%z' };
    }
    default:
      return undefined;
  }
}

function twoDigits(field: Field, directive: string, count: number): Letters | undefined {
  if (count === 1) return { field, shape: OPEN, directive, isOpen: true };
  return count === 2 ? { field, shape: TWO, directive } : undefined;
}
