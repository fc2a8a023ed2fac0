import { describe, expect, test } from 'vitest';
import { translatePattern } from './regex.ts';

describe('translates ECMA-262 into RE2', () => {
  test.each([
    ['^[A-Z]{3}$', '^[A-Z]{3}$'],
    ['a.c', String.raw`a[^\n\r\x{2028}\x{2029}]c`],
    ['\\d\\w\\b', '\\d\\w\\b'],
    ['\\u00e9\\x41', '\\x{00e9}\\x{41}'],
    ['a\\/b', 'a/b'],
    ['\\a\\z\\Q', 'azQ'],
    ['(?<year>\\d{4})', '(\\d{4})'],
    ['(?:a|b)+?', '(?:a|b)+?'],
    ['[[:alpha:]]', '[\\[:alpha:]]'],
    ['[\\b\\-]', '[\\x{8}\\-]'],
    ['[^]', String.raw`[\x{0}-\x{10ffff}]`],
    ['\\cJ\\0', '\\x{a}\\x{0}'],
    ['😀', '😀'],
    ['\\c', '\\\\c'],
    ['[\\c1]', '[\\x{11}]'],
    ['\\012', '\\x{a}'],
    ['[\\1]', '[\\x{1}]'],
    ['$a', String.raw`(?:$a)|[^\x{0}-\x{10ffff}]`],
    ['a^b', String.raw`(?:a^b)|[^\x{0}-\x{10ffff}]`],
    ['^(?:a|b)$', '^(?:a|b)$'],
    ['(?:^$)a', String.raw`(?:(?:^$)a)|[^\x{0}-\x{10ffff}]`],
  ])('%s', (pattern, re2) => {
    expect(translatePattern(pattern)).toEqual({ re2 });
  });
});

describe('refuses with the reason', () => {
  test.each([
    ['a(?=b)', /looks ahead or behind/],
    ['a(?!b)', /looks ahead or behind/],
    ['(?<=a)b', /looks ahead or behind/],
    ['(?<!a)b', /looks ahead or behind/],
    ['(a)\\1', /refers back/],
    ['(?<n>a)\\k<n>', /refers back/],
    ['\\p{L}', /Unicode classes/],
    ['[\\S]', /\\S/],
    ['(', /not a valid ECMA-262/],
    ['a**', /not a valid ECMA-262/],
  ])('%s', (pattern, reason) => {
    expect(translatePattern(pattern)).toEqual({ reason: expect.stringMatching(reason) });
  });
});
