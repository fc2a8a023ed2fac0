/** Directives of strptime and the letters of the JDK's DateTimeFormatter that mean the same. */
const DIRECTIVES: Record<string, string> = {
  Y: 'yyyy',
  y: 'yy',
  m: 'MM',
  B: 'MMMM',
  b: 'MMM',
  d: 'dd',
  j: 'DDD',
  A: 'EEEE',
  a: 'EEE',
  H: 'HH',
  I: 'hh',
  p: 'a',
  M: 'mm',
  S: 'ss',
  f: 'SSSSSS',
  z: 'XX',
  '%': '%',
};

/** Translates a pattern of strptime, which Table Schema uses, into the JDK pattern that ODCS uses. */
export function jdkPatternOf(pattern: string): { format: string } | { reason: string } {
  let format = '';
  for (const [token, directive, text] of pattern.matchAll(/%-?(.)|([A-Za-z']+)|[^%]|%$/gs)) {
    if (directive !== undefined) {
      const letters = DIRECTIVES[directive];
      if (letters === undefined) return { reason: `its directive ${token} is not understood` };
      format += letters;
    } else {
      format += text === undefined ? token : `'${text.replaceAll("'", "''")}'`;
    }
  }
  return { format };
}
