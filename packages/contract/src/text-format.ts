import type { Translation } from './regex.ts';

const octet = '(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])';
const ipv4 = `${octet}(?:\\.${octet}){3}`;
const hex = '[0-9A-Fa-f]{1,4}';
const label = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
const hostname = `${label}(?:\\.${label})*`;

/** Every place where `::` may stand in an address of eight groups (RFC 4291, section 2.2). */
const ipv6 = [
  `(?:${hex}:){7}${hex}`,
  ...[0, 1, 2, 3, 4, 5, 6].map((before) => {
    const head = before === 0 ? '' : `${hex}(?::${hex}){0,${before - 1}}`;
    return `${head}::(?:${hex}(?::${hex}){0,${6 - before}})?`;
  }),
  `${hex}(?::${hex}){0,6}::`,
  `(?:${hex}:){6}${ipv4}`,
  `::(?:ffff(?::0{1,4})?:)?${ipv4}`,
].join('|');

/** Formats of text with a testable form; RE2 syntax, matched against the whole value. */
const FORMS: Record<string, string> = {
  uuid: '[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}',
  // The addresses of the HTML standard: what people and forms mean by e-mail.
  email: `[A-Za-z0-9.!#$%&'*+/=?^_\`{|}~-]+@${hostname}`,
  ipv4,
  ipv6,
  hostname,
  uri: '[A-Za-z][A-Za-z0-9+.-]*:[^\\s<>"{}|\\\\^`]+',
  url: '[A-Za-z][A-Za-z0-9+.-]*://[^\\s<>"{}|\\\\^`]+',
  byte: '(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?',
};

/** How many characters the texts of a format have at least and at most. */
export const FORMAT_LENGTHS: Record<string, { least: number; most: number }> = {
  uuid: { least: 36, most: 36 },
  email: { least: 3, most: Number.POSITIVE_INFINITY },
  ipv4: { least: 7, most: 15 },
  ipv6: { least: 2, most: 45 },
  hostname: { least: 1, most: Number.POSITIVE_INFINITY },
  uri: { least: 3, most: Number.POSITIVE_INFINITY },
  url: { least: 5, most: Number.POSITIVE_INFINITY },
};

/** Formats that say how a text is used, not what it looks like. */
export const SHAPELESS_FORMATS: ReadonlySet<string> = new Set(['password', 'binary']);

/** The regular expression of a `format` of string columns. */
export function translateTextFormat(format: string): Translation {
  const form = FORMS[format.toLowerCase()];
  return form === undefined
    ? { reason: `the format ${format} is unknown: expected one of ${Object.keys(FORMS).join(', ')}` }
    : { re2: `^(?:${form})$` };
}
