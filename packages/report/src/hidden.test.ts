import { expect, test } from 'vitest';
import { plain } from './escape.ts';
import { showHidden } from './hidden.ts';

test.each([
  ['a b', 'a b'],
  [' a', '␣a'],
  ['a  ', 'a␣␣'],
  ['a  b', 'a␣␣b'],
  ['   ', '␣␣␣'],
  ['a\tb\r\n', 'a␉b␍␊'],
  ['a\u00a0b', 'aU+00A0b'],
  ['\ufeffid', 'U+FEFFid'],
  ['1\u200b2', '1U+200B2'],
  ['\u001b[31m', '␛[31m'],
  ['', ''],
  ['é😀', 'é😀'],
])('%j is shown as %s', (value, shown) => {
  expect(showHidden(value)).toBe(shown);
  expect(plain(showHidden(value))).toBe(shown);
});
