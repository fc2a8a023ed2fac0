import { expect, test } from 'vitest';
import { formatBytes } from './format.ts';

test.each([
  [0, '0\u00a0B'],
  [999, '999\u00a0B'],
  [187_412, '187\u00a0KB'],
  [2_114, '2.11\u00a0KB'],
  [11_893_224, '11.9\u00a0MB'],
  [5e15, '5000\u00a0TB'],
])('%d bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
