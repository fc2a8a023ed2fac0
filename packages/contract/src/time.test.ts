import { describe, expect, test } from 'vitest';
import { before, readInstant } from './instant.ts';
import type { LogicalType, TimeSpan } from './model.ts';
import { translateTimeFormat } from './time-format.ts';

describe('a JDK format becomes the forms it allows', () => {
  const year = '[0-9]{4}';
  const two = '[0-9]{2}';
  const offset = (shape: string) => shape.replaceAll('mm', '[0-5][0-9]');
  test.each<[string, [re2: string, strptime: string, offset: boolean][]]>([
    ['yyyy-MM-dd', [[`${year}-${two}-${two}`, '%Y-%m-%d', false]]],
    ['d.M.yy', [[`[0-9]{1,2}\\.[0-9]{1,2}\\.${two}`, '%d.%m.%y', false]]],
    ["YYYY-MM-ddTHH:mm'Z'", [[`${year}-${two}-${two}T${two}:${two}Z`, '%Y-%m-%dT%H:%MZ', false]]],
    [
      'HH:mmXXX',
      [
        [offset(`${two}:${two}[-+](?:(?:0[0-9]|1[0-7]):mm|18:00)`), '%H:%M%z', true],
        [`${two}:${two}Z`, '%H:%MZ', true],
      ],
    ],
    [
      'HH[:mm[:ss]]',
      [
        [`${two}:${two}:${two}`, '%H:%M:%S', false],
        [`${two}:${two}`, '%H:%M', false],
        [two, '%H', false],
      ],
    ],
    [
      '[yyyy/MM][MM.yyyy',
      [
        [`${year}/${two}`, '%Y/%m', false],
        [`${two}\\.${year}`, '%m.%Y', false],
      ],
    ],
    ["'100%' yyyy", [[`100% ${year}`, '100%% %Y', false]]],
    ['hh:mm a', [[`${two}:${two} (?:AM|PM)`, '%I:%M %p', false]]],
  ])('%s', (format, forms) => {
    expect(translateTimeFormat(format)).toEqual({
      forms: forms.map(([re2, strptime, offset]) => ({ re2, strptime, offset })),
    });
  });
  test.each([
    ['yyyy-QQ', 'has QQ'],
    ['GGGG', 'has GGGG'],
    ["YYYY-'W'ww", 'has ww'],
    ['yyyy-MM-dd VV', 'has VV'],
    ['yyyy-MMMMM', 'has MMMMM'],
    ['yyyy-MM-dd]', 'has ]'],
    ["yyyy'", "has '"],
    ['dd.MM.', 'has no year'],
    ['yyyy-dd', 'has a day without a month'],
    ['EEE yyyy', 'has a weekday without a day'],
    ['hh:mm', 'has only one of h and a'],
    ['HH:mm a', 'has only one of h and a'],
    ['yMMdd', 'does not say how many digits y has'],
    ['yyyy yyyy', 'reads one thing twice'],
    [`yyyy${'[-'.repeat(40)}`, 'has more than 32 forms'],
    ['yyyy[-][-][-][-][-][-]', 'has more than 32 forms'],
  ])('%s is refused', (format, problem) => {
    expect(translateTimeFormat(format)).toEqual({
      reason: expect.stringContaining(`the format ${format} ${problem}`),
    });
  });
});

describe('bounds of dates and times', () => {
  test.each<[string, LogicalType, string | undefined]>([
    ['2020-02-29', 'date', '2020-02-29'],
    ['2021-02-29', 'date', undefined],
    ['2020-01-01T00:00:00Z', 'date', undefined],
    ['2020-01-01', 'timestamp', '2020-01-01 00:00:00'],
    ['2020-01-01 00:00:00+10:00', 'timestamp', '2019-12-31 14:00:00'],
    ['2020-01-01T00:00:00.123456-0130', 'timestamp', '2020-01-01 01:30:00.123456'],
    ['2020-01-01T24:00', 'timestamp', undefined],
    ['12:30', 'time', '12:30:00'],
    ['noon', 'time', undefined],
  ])('%s as %s', (text, type, instant) => {
    expect(readInstant(text, type)).toBe(instant);
  });
});

describe('time spans go by the calendar', () => {
  test.each<[string, TimeSpan, string]>([
    ['2024-03-31T12:00:00Z', { amount: 1, unit: 'month' }, '2024-02-29T12:00:00.000Z'],
    ['2024-02-29T00:00:00Z', { amount: 1, unit: 'year' }, '2023-02-28T00:00:00.000Z'],
    ['2024-01-15T00:00:00Z', { amount: 14, unit: 'month' }, '2022-11-15T00:00:00.000Z'],
    ['2024-03-01T00:00:00Z', { amount: 1.5, unit: 'day' }, '2024-02-28T12:00:00.000Z'],
  ])('before %s', (instant, span, earlier) => {
    expect(before(new Date(instant), span).toISOString()).toBe(earlier);
  });
});
