const ATOM =
  /^(?:\[\^?\]?(?:\\.|[^\]\\])*\]|\\(?:u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|[dDwWsStnrvf.*+?()[\]{}|^$\\/-])|[^\\[\](){}|^$*+?])/;
const QUANTIFIER = /^(?:([*+?])|\{(\d+)(,(\d*))?\})\??/;

/**
 * The lengths of the texts that a pattern matches, when it is anchored at both ends and without groups or
 * alternatives: cheap, and enough for most patterns of codes. Undefined for all others.
 */
export function patternLengths(pattern: string): { least: number; most: number } | undefined {
  if (!pattern.startsWith('^') || !/[^\\]\$$/.test(pattern)) return undefined;
  let rest = pattern.slice(1, -1);
  let least = 0;
  let most = 0;
  while (rest !== '') {
    const atom = ATOM.exec(rest)?.[0];
    if (atom === undefined) return undefined;
    rest = rest.slice(atom.length);
    const quantifier = QUANTIFIER.exec(rest);
    rest = rest.slice(quantifier?.[0].length ?? 0);
    const [low, high] = timesOf(quantifier);
    least += low;
    most += high;
  }
  return { least, most };
}

function timesOf(quantifier: RegExpExecArray | null): [number, number] {
  if (!quantifier) return [1, 1];
  const [, sign, low, range, high] = quantifier;
  if (sign !== undefined) return [sign === '+' ? 1 : 0, sign === '?' ? 1 : Number.POSITIVE_INFINITY];
  const times = Number(low);
  if (range === undefined) return [times, times];
  return [times, high ? Number(high) : Number.POSITIVE_INFINITY];
}
