import { describe, expect, test } from 'vitest';
import { before, readInstant } from './instant.ts';
import type { LogicalType, TimeSpan } from './model.ts';
import { translateTimeFormat } from './time-format.ts';

describe('JDK formats become strptime formats', () => {
  test.each([
    ['yyyy-MM-dd', '%Y-%m-%d', false],
    ["yyyy-MM-dd'T'HH:mm:ss.SSSXXX", '%Y-%m-%dT%H:%M:%S.%g%z', true],
    ['yyyy-MM-ddTHH:mm:ssZ', '%Y-%m-%dT%H:%M:%S%z', true],
    ['d.M.yy', '%d.%m.%y', false],
    ['EEE, dd MMM yyyy hh:mm a', '%a, %d %b %Y %I:%M %p', false],
    ["'100%' yyyy", '100%% %Y', false],
  ])('%s', (format, strptime, offset) => {
    expect(translateTimeFormat(format)).toEqual({ strptime, offset });
  });
  test.each(['yyyy-QQ', 'GGGG', 'yyyy-MM-dd VV'])('%s is refused', (format) => {
    expect(translateTimeFormat(format)).toEqual({ reason: expect.stringContaining(format) });
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
