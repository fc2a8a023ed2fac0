/** A character that means itself (as it is, or escaped), or one range of them; then how often it stands there. */
const ITEM =
  /(?:(?<plain>[A-Za-z0-9 _@#%&/:;,=<>~-])|\\(?<escaped>[.+()$^{}|/-])|(?<digit>\\d)|\[(?<range>[A-Z]-[A-Z]|[a-z]-[a-z]|[0-9]-[0-9])\])(?:\{(?<times>\d{1,2})\})?/y;

/** Beyond it the regular expression is as fast. */
const MAX_CHARACTERS = 24;

/**
 * A pattern of codes, `^[A-Z]{3}-[0-9]{4}$`, as a glob, which DuckDB matches in half the time: text of a fixed length,
 * whose characters are each one of ASCII or of one range.
 * @returns undefined for every other pattern
 */
export function globOf(re2: string): string | undefined {
  if (!re2.startsWith('^') || !re2.endsWith('$')) return undefined;
  const inner = re2.slice(1, -1);
  const characters: string[] = [];
  ITEM.lastIndex = 0;
  while (ITEM.lastIndex < inner.length) {
    const { plain, escaped, digit, range, times = '1' } = ITEM.exec(inner)?.groups ?? {};
    const one = plain ?? escaped ?? (digit || range ? `[${range ?? '0-9'}]` : undefined);
    if (one === undefined) return undefined;
    for (let i = 0; i < Number(times); i++) characters.push(one);
  }
  return characters.length > 0 && characters.length <= MAX_CHARACTERS ? characters.join('') : undefined;
}
