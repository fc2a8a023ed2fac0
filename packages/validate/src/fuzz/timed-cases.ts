import fc from 'fast-check';

/** A column of timestamps, or of times of the day, written in a format of the JDK, or nearly. */
export type TimedCase = {
  type: 'timestamp' | 'time';
  format: string;
  values: string[];
  /** The earliest, in ISO 8601. */
  minimum: string;
};

const FORMATS = {
  timestamp: [
    'yyyy-MM-dd HH:mm:ss',
    "yyyy-MM-dd'T'HH:mm:ss.SSS",
    "yyyy-MM-dd'T'HH:mm:ssXXX",
    'dd.MM.yyyy HH:mm',
    'd/M/yyyy h:mm a',
    'yyyyMMdd HHmmss',
    'MM/dd/yyyy hh:mm:ss a',
  ],
  time: ['HH:mm', 'HH:mm:ss', 'HHmmss', 'h:mm a', 'hh:mm:ss a', 'HH:mm:ss.SSS', 'H.m'],
} as const;

const MINIMA = {
  timestamp: ['2024-01-05T00:00:00', '2024-02-29T12:00:00', '2000-01-01T00:00:00'],
  time: ['12:00:00', '08:30:00', '23:59:59'],
} as const;

/** One more than there are of each, now and then. */
const moment = fc.record({
  year: fc.constantFrom(1999, 2023, 2024, 2100),
  month: fc.integer({ min: 0, max: 13 }),
  day: fc.integer({ min: 0, max: 32 }),
  hour: fc.integer({ min: 0, max: 24 }),
  minute: fc.constantFrom(0, 5, 30, 59, 60),
  second: fc.constantFrom(0, 7, 59, 60),
  milliseconds: fc.constantFrom(0, 7, 999),
  offset: fc.constantFrom('Z', '+02:00', '-11:30', '+18:00', '+19:00'),
});
type Moment = typeof moment extends fc.Arbitrary<infer T> ? T : never;

/** Writes a moment, valid or not, by the letters of a format. */
function write(each: Moment, format: string): string {
  const digits = (value: number, width: number) => String(value).padStart(width, '0');
  return format.replaceAll(/'([^']*)'|([A-Za-z])\2*/g, (run, quoted: string | undefined, letter: string) => {
    switch (letter) {
      case 'y':
        return digits(each.year, 4);
      case 'M':
        return digits(each.month, run.length);
      case 'd':
        return digits(each.day, run.length);
      case 'H':
        return digits(each.hour, run.length);
      case 'h':
        return digits(each.hour % 12, run.length);
      case 'm':
        return digits(each.minute, run.length);
      case 's':
        return digits(each.second, run.length);
      case 'S':
        return digits(each.milliseconds, 3);
      case 'a':
        return each.hour < 12 ? 'AM' : 'PM';
      case 'X':
        return each.offset;
      default:
        return quoted ?? run;
    }
  });
}

const CHANGES: readonly ((text: string) => string)[] = [
  ...Array.from({ length: 12 }, () => (text: string) => text),
  (text) => `${text} `,
  (text) => ` ${text}`,
  (text) => text.slice(0, -1),
  (text) => text.toLowerCase(),
  (text) => text.replace('T', ' '),
  (text) => text.replace(':', '.'),
];

export const timedCase: fc.Arbitrary<TimedCase> = fc
  .constantFrom<TimedCase['type']>('timestamp', 'time')
  .chain((type) => fc.record({ type: fc.constant(type), format: fc.constantFrom<string>(...FORMATS[type]) }))
  .chain(({ type, format }) => {
    const own = fc.constant(format);
    const others = fc.constantFrom<string>(...FORMATS[type]);
    const value = fc
      .tuple(
        moment,
        fc.oneof({ weight: 2, arbitrary: own }, { weight: 1, arbitrary: others }),
        fc.constantFrom(...CHANGES),
      )
      .map(([each, written, change]) => change(write(each, written)));
    return fc.record({
      type: fc.constant(type),
      format: fc.constant(format),
      values: fc.array(value, { minLength: 1, maxLength: 20 }),
      minimum: fc.constantFrom<string>(...MINIMA[type]),
    });
  });

export function timedContract({ type, format, minimum }: TimedCase): string {
  const properties = [{ name: 'at', logicalType: type, logicalTypeOptions: { format, minimum } }];
  const schema = [{ name: 't', properties }];
  return JSON.stringify({
    apiVersion: 'v3.2.0',
    kind: 'DataContract',
    id: 'times',
    version: '1.0.0',
    schema,
  });
}
