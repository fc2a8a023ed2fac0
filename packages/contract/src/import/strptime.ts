/**
 * Directives of strptime and the letters of the JDK's DateTimeFormatter that mean the same. One letter takes one digit
 * or two, as strptime does.
 */
const DIRECTIVES: Record<string, string> = {
  Y: 'yyyy',
  y: 'yy',
  m: 'M',
  B: 'MMMM',
  b: 'MMM',
  d: 'd',
  j: 'D',
  A: 'EEEE',
  a: 'EEE',
  H: 'H',
  I: 'h',
  p: 'a',
  M: 'm',
  S: 's',
  f: '[SSSSSS][SSSSS][SSSS][SSS][SS][S]',
  z: 'Z',
  '%': '%',
};
/** As many digits as a number of open width has where another number follows. */
const CLOSED: Record<string, string> = { D: 'DDD', M: 'MM', d: 'dd', H: 'HH', h: 'hh', m: 'mm', s: 'ss' };

/** Translates a pattern of strptime, which Table Schema uses, into the JDK pattern that ODCS uses. */
export function jdkPatternOf(pattern: string): { format: string } | { reason: string } {
  let format = '';
  for (const { 0: token, 1: directive, 2: text, index } of pattern.matchAll(
    /%-?(.)|([A-Za-z']+)|[^%]|%$/gs,
  )) {
    if (directive !== undefined) {
      const letters = DIRECTIVES[directive];
      if (letters === undefined) return { reason: `its directive ${token} is not understood` };
      const isNumberNext = /^(?:%-?[YymdjHIMSf]|[0-9])/.test(pattern.slice(index + token.length));
      format += (isNumberNext ? CLOSED[letters] : undefined) ?? letters;
    } else {
      format += text === undefined ? token : `'${text.replaceAll("'", "''")}'`;
    }
  }
  return { format };
}
