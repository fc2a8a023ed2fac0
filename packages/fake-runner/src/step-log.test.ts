import { describe, expect, it } from 'vitest';
import { Masks } from './masks.ts';
import { StepLog } from './step-log.ts';

function follow(...lines: string[]): StepLog {
  const log = new StepLog(new Masks());
  for (const line of lines) log.line(line);
  return log;
}

describe('StepLog', () => {
  it('takes an annotation apart and undoes the escapes', () => {
    const log = follow('::error file=a%2Cb.yml,line=3,title=T%3A1::50%25 lost%0Anext');
    expect(log.annotations).toEqual([
      {
        level: 'error',
        message: '50% lost\nnext',
        title: 'T:1',
        file: 'a,b.yml',
        line: 3,
        endLine: undefined,
      },
    ]);
  });

  it.each([
    ['text before the colons', 'value ::error::x', 0],
    ['an unknown command', '::explode::x', 0],
    ['blanks before the colons', '  ::warning::x', 1],
    ['the older form in the middle of a line', 'value ##[warning]x', 1],
  ])('decides whether %s is a command', (_name, line, annotations) => {
    expect(follow(line).annotations).toHaveLength(annotations);
  });

  it('shows ten annotations of a level and drops the rest, as GitHub does', () => {
    const log = follow(...Array.from({ length: 12 }, (_, i) => `::warning::${i}`), '::error::x');
    expect(log.annotations).toHaveLength(11);
    expect(log.dropped.map((annotation) => annotation.message)).toEqual(['10', '11']);
  });

  it('hides a secret from the line that names it on, and each line of a secret of several lines', () => {
    const log = follow('before s3cret', '::add-mask::s3cret%0Asecond', 'after s3cret', 'only second');
    expect(log.lines).toEqual(['before s3cret', 'after ***', 'only ***']);
  });

  it('obeys nothing between stop-commands and its token', () => {
    const log = follow('::stop-commands::t0ken', '::error::x', '::t0ken::', '::error::y');
    expect(log.annotations.map((annotation) => annotation.message)).toEqual(['y']);
  });

  it.each([
    ['::set-env name=A::1'],
    ['::add-path::/x'],
    ['::set-output name=a::1'],
    ['::stop-commands::error'],
  ])('fails the step on %s', (line) => {
    const log = follow(line);
    expect(log.failed).toBe(true);
    expect(log.annotations[0]?.level).toBe('error');
  });
});
