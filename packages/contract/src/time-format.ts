import { type Field, type Letters, readLetters } from './time-letters.ts';

/** One way to write a date or time: the parts of a format in brackets may be there or not. */
export type TimeForm = {
  /** RE2 that the whole text matches: strptime alone also takes fewer digits, other cases and spaces. */
  re2: string;
  strptime: string;
  /** The text names an offset from UTC. */
  offset: boolean;
  /** Of a form with a weekday or a day of the year, which strptime does not compare with the date. */
  compared?: ComparedDate;
};

/** Groups of `re2`: what the date is written with, and what has to agree with it. */
export type ComparedDate = {
  date: { groups: number[]; strptime: string };
  with: { group: number; field: 'weekday' | 'day-of-year'; directive: string }[];
};

export type TimeFormat = { forms: TimeForm[] };

type Piece = { text: string } | { run: string; letters: Letters };
type Problem = { reason: string };

const MAX_FORMS = 32;

/**
 * Translates a JDK DateTimeFormatter pattern into the forms it allows, the fullest first, as strict as the JDK's
 * strict resolver. Lenient where the standard's examples are: an unquoted T is taken as text, YYYY as the year, and
 * the letter Z reads the offset Z, or one with a colon, too.
 */
export function translateTimeFormat(format: string): TimeFormat | Problem {
  const sequences = expand(format);
  if ('reason' in sequences) return sequences;
  // Of [dd/MM/yyyy][MM/dd/yyyy] nobody writes neither.
  const written = sequences.filter((pieces) => sequences.length === 1 || fieldsOf(pieces).length > 0);
  const problem = written.map(problemOf).find((each) => each !== undefined);
  return problem === undefined
    ? { forms: written.map(formOf) }
    : { reason: `the format ${format} ${problem}` };
}

function fieldsOf(pieces: readonly Piece[]): Field[] {
  return pieces.flatMap((piece) => ('run' in piece ? [piece.letters.field] : []));
}

function isWithoutRepeats(pieces: readonly Piece[]): boolean {
  const fields = fieldsOf(pieces);
  return new Set(fields).size === fields.length;
}

/** The sequences that a format with optional parts stands for. */
function expand(format: string): Piece[][] | Problem {
  /** The sequences of the whole so far, and of each bracket that is open. */
  const open: Piece[][][] = [[[]]];
  // Of [dd/MM/yyyy][MM/dd/yyyy] nobody writes both.
  const change = (next: Piece[][]) => open.push(next.filter(isWithoutRepeats));
  const append = (...pieces: Piece[]) =>
    change((open.pop() ?? []).flatMap((sequence) => pieces.map((piece) => [...sequence, piece])));
  const close = () => {
    const inner = open.pop() ?? [];
    const joined = (before: Piece[]) => inner.map((inside) => [...before, ...inside]);
    change((open.pop() ?? []).flatMap((before) => [...joined(before), before]));
  };
  const isLong = () => (open.at(-1)?.length ?? 0) > MAX_FORMS;
  const tooMany = { reason: `the format ${format} has more than ${MAX_FORMS} forms` };
  for (const [token] of format.matchAll(/'(?:[^']|'')*'|([A-Za-z])\1*|./gsu)) {
    const letters = readLetters(token);
    if (token === '[') open.push([[]]);
    else if (token === ']' && open.length > 1) close();
    else if (token.startsWith("'") && token.length > 1) append({ text: unquoted(token) });
    else if (letters) {
      const run = { run: token, letters };
      append(run, ...(/^[XZ]/.test(token) ? [{ run: token, letters: UTC }] : []));
    } else if (/^[^A-Za-z'{}#\]]$/u.test(token) || token === 'T') append({ text: token });
    else return { reason: `the format ${format} has ${token}, which is not understood` };
    if (isLong()) return tooMany;
  }
  // As in the JDK, the end closes what is open.
  while (open.length > 1 && !isLong()) close();
  if (isLong()) return tooMany;
  const [sequences = []] = open;
  return sequences.length > 0 ? sequences : { reason: `the format ${format} reads one thing twice` };
}

/** The offset Z, which DuckDB's strptime does not read. */
const UTC: Letters = { field: 'offset', shape: 'Z', directive: 'Z' };

function unquoted(token: string): string {
  return token === "''" ? "'" : token.slice(1, -1).replaceAll("''", "'");
}

/** What keeps a sequence from being read as the JDK reads it. */
function problemOf(pieces: readonly Piece[]): string | undefined {
  for (const [i, piece] of pieces.entries()) {
    const next = pieces[i + 1];
    if (!next || !('run' in piece) || !piece.letters.isOpen) continue;
    const isDigit = 'run' in next ? next.letters.shape.startsWith('[0-9]') : /^[0-9]/.test(next.text);
    if (isDigit) return `does not say how many digits ${piece.run} has`;
  }
  const fields = fieldsOf(pieces);
  const has = (...any: Field[]) => any.some((field) => fields.includes(field));
  if (has('month', 'day', 'day-of-year', 'weekday') && !has('year')) return 'has no year';
  if (has('day') && !has('month')) return 'has a day without a month';
  if (has('weekday') && !has('day', 'day-of-year')) return 'has a weekday without a day';
  if (has('am-pm') !== has('clock-hour')) return 'has only one of h and a';
  if (has('am-pm') && has('hour')) return 'has both H and h';
  return undefined;
}

function formOf(pieces: readonly Piece[]): TimeForm {
  const fields = fieldsOf(pieces);
  const isCompared = fields.includes('weekday') || fields.includes('day-of-year');
  const dated: readonly Field[] = fields.includes('day') ? ['year', 'month', 'day'] : ['year', 'day-of-year'];
  const compared: ComparedDate = { date: { groups: [], strptime: '' }, with: [] };
  const form: TimeForm = { re2: '', strptime: '', offset: fields.includes('offset') };
  let group = 0;
  for (const piece of pieces) {
    if ('text' in piece) {
      form.re2 += piece.text.replaceAll(/[\\^$.|?*+()[\]{}]/g, '\\$&');
      form.strptime += piece.text.replaceAll('%', '%%');
      continue;
    }
    const { field, shape, directive } = piece.letters;
    form.re2 += isCompared ? `(${shape})` : shape;
    form.strptime += directive;
    group += 1;
    if (field === 'weekday' || field === 'day-of-year') compared.with.push({ group, field, directive });
    if (dated.includes(field)) {
      compared.date.groups.push(group);
      compared.date.strptime += `${compared.date.strptime && ' '}${directive}`;
    }
  }
  return isCompared ? { ...form, compared } : form;
}
