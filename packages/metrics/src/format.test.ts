import { expect, test } from 'vitest';
import {
  choosePrecision,
  formatAbout,
  formatChange,
  formatCount,
  formatExact,
  formatNumber,
} from './index.ts';

test.each([
  [0.675123, '0.6751'],
  [-1116, '−1,116'],
  [0, '0.000'],
  [0.0312, '0.03120'],
  [1.23e-8, '1.2e−8'],
  [Number.NaN, 'not a number'],
])('%d is shown as %s', (value, text) => {
  expect(formatNumber(value)).toBe(text);
});

test.each([
  [0.0312, '+0.031'],
  [-0.0312, '−0.031'],
  [-0.0001, '0.000'],
])('the change %d is shown with its sign as %s, unless it rounds to nothing', (value, text) => {
  expect(formatChange(value, { decimals: 3 })).toBe(text);
});

test('the half-width of the interval decides how many digits are shown', () => {
  expect(choosePrecision({ lower: 0.6712, upper: 0.6791 }, 0.675)).toEqual({ decimals: 3 });
  expect(choosePrecision({ lower: 0.67501, upper: 0.67509 }, 0.67505)).toEqual({ decimals: 5 });
});

test('a limit next to its bound gets the digits that tell them apart', () => {
  expect(choosePrecision({ lower: -0.00504, upper: 0.2 }, 0.7, [-0.00504, -0.005])).toEqual({ decimals: 5 });
});

test('counts are grouped, estimates of counts rounded, given numbers repeated', () => {
  expect(formatCount(518831)).toBe('518,831');
  expect(formatAbout(4123)).toBe('4,100');
  expect(formatExact(-0.005)).toBe('−0.005');
});
