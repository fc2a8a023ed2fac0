/** White space of ECMA-262 5.1 (section 7.2 and 7.3), which is more than RE2's `\s`. */
const SPACE = String.raw`\t\n\x0b\f\r \x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}`;
const CONTROL: Record<string, string> = { t: '\\t', n: '\\n', v: '\\x0b', f: '\\f', r: '\\r' };

export type Translation = { re2: string } | { reason: string };

/**
 * Translates an ECMA-262 regular expression, which the standard prescribes, into RE2 syntax, which engines run in
 * linear time whatever the text. What RE2 cannot express (look-around, backreferences) is refused with the reason.
 * Differs from ECMA-262 in one thing: a character is a code point, not a UTF-16 unit.
 */
export function translatePattern(pattern: string): Translation {
  try {
    new RegExp(pattern);
  } catch {
    return { reason: 'it is not a valid ECMA-262 regular expression' };
  }
  let re2 = '';
  let rest = pattern;
  let last = '';
  let isMisread = false;
  while (rest !== '') {
    const step = rest[0] === '[' ? translateClass(rest) : translateAtom(rest);
    if ('reason' in step) return step;
    isMisread ||= (rest[0] === '^' && re2 !== '') || (rest[0] === '$' && rest !== '$');
    isMisread ||= rest[0] === ')' && ['(', '(?:'].includes(last);
    last = step.re2;
    re2 += last;
    rest = rest.slice(step.length);
  }
  // DuckDB turns simple patterns into searches for a text, and overlooks anchors within and empty groups: `$a` would
  // find "a". It leaves alternatives alone.
  return { re2: isMisread ? `(?:${re2})|${NOTHING}` : re2 };
}

const NOTHING = String.raw`[^\x{0}-\x{10ffff}]`;

type Step = { re2: string; length: number } | { reason: string };

function translateAtom(rest: string): Step {
  const group = /^\((\?(?:<?[=!]|<[^>]*>|:|[^)]*)?)?/.exec(rest);
  if (group) {
    const head = group[1];
    if (head === undefined || head === '?:') return { re2: group[0], length: group[0].length };
    if (/^\?<?[=!]/.test(head)) return { reason: 'it looks ahead or behind, which RE2 cannot do' };
    if (head.startsWith('?<')) return { re2: '(', length: group[0].length };
    return { reason: `its group (${head} is unknown` };
  }
  if (rest[0] === '.') return { re2: String.raw`[^\n\r\x{2028}\x{2029}]`, length: 1 };
  if (rest[0] !== '\\') {
    const character = String.fromCodePoint(rest.codePointAt(0) ?? 0);
    return { re2: character, length: character.length };
  }
  if (/^\\c(?![a-z])/i.test(rest)) return { re2: '\\\\', length: 1 };
  if (/^\\[1-9k]/.test(rest)) return { reason: 'it refers back to a group, which RE2 cannot do' };
  const letter = rest[1] ?? '';
  if (letter === 's') return { re2: `[${SPACE}]`, length: 2 };
  if (letter === 'S') return { re2: `[^${SPACE}]`, length: 2 };
  if ('dDwWbB'.includes(letter)) return { re2: rest.slice(0, 2), length: 2 };
  return translateEscape(rest);
}

/** Escapes that mean the same inside and outside a class. */
function translateEscape(rest: string): Step {
  const code = /^\\(?:u([0-9a-f]{4})|x([0-9a-f]{2}))/i.exec(rest);
  if (code) return { re2: `\\x{${code[1] ?? code[2]}}`, length: code[0].length };
  const control = /^\\c([a-z])/i.exec(rest);
  if (control?.[1]) {
    return { re2: `\\x{${((control[1].codePointAt(0) ?? 0) % 32).toString(16)}}`, length: 3 };
  }
  if (/^\\[pP]\{/.test(rest)) return { reason: 'its Unicode classes (\\p) are not part of ECMA-262 5.1' };
  const octal = /^\\([0-3][0-7]{0,2}|[4-7][0-7]?)/.exec(rest);
  if (octal?.[1])
    return { re2: `\\x{${Number.parseInt(octal[1], 8).toString(16)}}`, length: octal[0].length };
  const letter = String.fromCodePoint(rest.codePointAt(1) ?? 0);
  const known = CONTROL[letter];
  if (known) return { re2: known, length: 2 };
  return { re2: quote(letter), length: 1 + letter.length };
}

function translateClass(rest: string): Step {
  if (rest.startsWith('[^]')) return { re2: String.raw`[\x{0}-\x{10ffff}]`, length: 3 };
  if (rest.startsWith('[]')) return { re2: String.raw`[^\x{0}-\x{10ffff}]`, length: 2 };
  let at = rest[1] === '^' ? 2 : 1;
  let re2 = rest.slice(0, at);
  while (at < rest.length && rest[at] !== ']') {
    const here = rest.slice(at);
    if (here[0] !== '\\') {
      const character = String.fromCodePoint(here.codePointAt(0) ?? 0);
      // A bare [ would begin a POSIX class such as [:alpha:] in RE2.
      re2 += character === '[' ? '\\[' : character;
      at += character.length;
      continue;
    }
    const letter = here[1] ?? '';
    const control = /^\\c([0-9_])/.exec(here);
    if (control?.[1]) {
      re2 += `\\x{${((control[1].codePointAt(0) ?? 0) % 32).toString(16)}}`;
      at += 3;
      continue;
    }
    if (/^\\c(?![a-z])/i.test(here)) {
      re2 += '\\\\';
      at += 1;
      continue;
    }
    if (letter === 'S') return { reason: 'its class contains \\S, which RE2 cannot say inside a class' };
    const short =
      letter === 's' ? SPACE : letter === 'b' ? '\\x{8}' : 'dDwW'.includes(letter) ? `\\${letter}` : '';
    if (short) {
      re2 += short;
      at += 2;
      continue;
    }
    const step = translateEscape(here);
    if ('reason' in step) return step;
    re2 += step.re2;
    at += step.length;
  }
  return { re2: `${re2}]`, length: at + 1 };
}

function quote(character: string): string {
  return /[\\^$.|?*+()[\]{}\-/]/.test(character) && character !== '/' ? `\\${character}` : character;
}
