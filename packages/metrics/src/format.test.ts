import { describe, expect, test } from 'vitest';
import {
  choosePrecision,
  formatAbout,
  formatChange,
  formatCount,
  formatExact,
  formatInterval,
  formatNumber,
  formatPercent,
  formatPlural,
} from './format.ts';

describe('choosePrecision', () => {
  test.each([
    { half: 0.0012, value: 0.6751, decimals: 4 },
    { half: 0.00069, value: 0.8153, decimals: 4 },
    { half: 0.0003, value: 0.8153, decimals: 5 },
    { half: 0.01, value: 0.33, decimals: 3 },
    { half: 0.2, value: 0.45, decimals: 3 },
    { half: 0.3, value: 31.42, decimals: 2 },
    { half: 40, value: 31_420, decimals: 0 },
    { half: 0, value: 0.25, decimals: 4 },
    { half: 0, value: 0, decimals: 3 },
  ])('prints $decimals decimals of $value ± $half', ({ half, value, decimals }) => {
    expect(choosePrecision({ lower: value - half, upper: value + half }, value)).toEqual({ decimals });
  });

  test('prints more digits where the limit would look equal to the margin', () => {
    const interval = { lower: -0.0301, upper: 0.03 };
    expect(choosePrecision(interval, 0.4, [-0.0301, -0.03])).toEqual({ decimals: 4 });
    expect(choosePrecision(interval, 0.4, [-0.03, -0.03])).toEqual({ decimals: 3 });
  });
});

test.each([
  [() => formatNumber(0.67512, { decimals: 4 }), '0.6751'],
  [() => formatNumber(-1116, { decimals: 0 }), '−1,116'],
  [() => formatNumber(-0.00001, { decimals: 3 }), '0.000'],
  [() => formatNumber(1234567.891, { decimals: 1 }), '1,234,567.9'],
  [() => formatNumber(1.25e-9, { decimals: 4 }), '1.3e−9'],
  [() => formatNumber(Number.NEGATIVE_INFINITY, { decimals: 1 }), '−∞'],
  [() => formatChange(0.0249, { decimals: 4 }), '+0.0249'],
  [() => formatChange(-0.0249, { decimals: 4 }), '−0.0249'],
  [() => formatChange(0.00001, { decimals: 3 }), '0.000'],
  [
    () => formatInterval({ lower: -0.0391, upper: 0.01 }, { decimals: 3 }, formatChange),
    '−0.039\u00a0to\u00a0+0.010',
  ],
  [() => formatExact(-0.005), '−0.005'],
  [() => formatExact(1e-9), '1e−9'],
  [() => formatCount(518_831), '518,831'],
  [() => formatAbout(4_137), '4,100'],
  [() => formatPercent(0.95), '95\u00a0%'],
  [() => formatPercent(0.0004), 'under 0.1\u00a0%'],
  [() => formatPercent(0.99999), 'over 99.9\u00a0%'],
  [() => formatPercent(0), '0\u00a0%'],
  [() => formatPlural(1, 'row'), '1 row'],
  [() => formatPlural(2_000, 'row'), '2,000 rows'],
])('%s gives %s', (format, text) => {
  expect(format()).toBe(text);
});
