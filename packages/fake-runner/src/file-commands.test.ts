import { describe, expect, it } from 'vitest';
import { parseFileCommands } from './file-commands.ts';

describe('parseFileCommands', () => {
  it.each([
    ['a plain pair', 'a=1\n', { a: '1' }],
    ['a value with an equals sign', 'a=b=c\n', { a: 'b=c' }],
    ['a plain value that looks like a heredoc', 'a=b<<c\n', { a: 'b<<c' }],
    ['a heredoc of several lines', 'a<<EOF\n1\n2\nEOF\n', { a: '1\n2' }],
    ['a heredoc holding what looks like a pair', 'a<<X_1\nb=2\nX_1\nc=3\n', { a: 'b=2', c: '3' }],
    ['an empty heredoc', 'a<<EOF\nEOF\n', { a: '' }],
    ['Windows line ends', 'a<<EOF\r\n1\r\nEOF\r\n', { a: '1' }],
    ['the last of two values', 'a=1\na=2\n', { a: '2' }],
    ['nothing', '', {}],
  ])('reads %s', (_name, text, expected) => {
    expect(parseFileCommands(text)).toEqual(expected);
  });

  it.each([
    ['a line without a pair', 'hello\n', /Invalid format 'hello'/],
    ['an unfinished heredoc', 'a<<EOF\n1\n', /delimiter not found 'EOF'/],
    ['an empty name', '=1\n', /Name must not be empty/],
    ['an empty delimiter', 'a<<\n\n', /delimiter must not be empty/],
  ])('refuses %s', (_name, text, expected) => {
    expect(() => parseFileCommands(text)).toThrow(expected);
  });
});
