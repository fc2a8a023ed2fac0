/** Letters of the JDK's DateTimeFormatter and their strptime counterparts; the longest runs first. */
const LETTERS: readonly [RegExp, string][] = [
  // YYYY is the week-based year; the standard's own examples write it for the year.
  [/^[yuY]{4}/, '%Y'],
  [/^[yuY]{2}(?![yuY])/, '%y'],
  [/^[yu](?![yu])/, '%Y'],
  [/^[ML]{4}/, '%B'],
  [/^[ML]{3}/, '%b'],
  [/^[ML]{1,2}(?![ML])/, '%m'],
  [/^DDD/, '%j'],
  [/^d{1,2}(?!d)/, '%d'],
  [/^E{4}/, '%A'],
  [/^E{1,3}(?!E)/, '%a'],
  [/^a(?!a)/, '%p'],
  [/^H{1,2}(?!H)/, '%H'],
  [/^h{1,2}(?!h)/, '%I'],
  [/^m{1,2}(?!m)/, '%M'],
  [/^s{1,2}(?!s)/, '%S'],
  [/^S{9}/, '%n'],
  [/^S{6}/, '%f'],
  [/^S{3}(?!S)/, '%g'],
  [/^(?:X{1,3}|x{1,3}|Z{1,3})/, '%z'],
];

/**
 * Translates a JDK DateTimeFormatter pattern into strptime's. Lenient where the standard's examples are:
 * an unquoted T is taken as text.
 */
export function translateTimeFormat(
  format: string,
): { strptime: string; offset: boolean } | { reason: string } {
  let strptime = '';
  let rest = format;
  while (rest !== '') {
    const quoted = /^'((?:[^']|'')*)'/.exec(rest);
    if (quoted) {
      strptime += (quoted[1] === '' ? "'" : (quoted[1] ?? '').replaceAll("''", "'")).replaceAll('%', '%%');
      rest = rest.slice(quoted[0].length);
      continue;
    }
    const match = LETTERS.map(([letters, code]) => ({ found: letters.exec(rest)?.[0], code })).find(
      ({ found }) => found !== undefined,
    );
    if (match?.found) {
      strptime += match.code;
      rest = rest.slice(match.found.length);
    } else if (/^[A-SU-Za-z'[\]{}#]/.test(rest)) {
      return { reason: `the format ${format} has ${rest[0]}, which is not understood` };
    } else {
      strptime += rest[0] === '%' ? '%%' : rest[0];
      rest = rest.slice(1);
    }
  }
  return { strptime, offset: strptime.includes('%z') };
}
