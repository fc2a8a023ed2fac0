import type { Layout, Location, Table } from '@proofmark/contract';
import { showLocation, showReceived, UserError } from '@proofmark/documents';
import { mostFrequent, type TextLayout, withoutQuoted } from '@proofmark/engine';
import { fileColumns } from './declared-layout.ts';
import { chunksOf } from './lines.ts';

const SAMPLE_BYTES = 1 << 16;

/** Bytes that are neither UTF-8 nor UTF-16 are of one of many encodings; only one of them is read. */
const WORDS = { 'utf-8': 'UTF-8', 'utf-16': 'UTF-16', 'latin-1': 'not UTF-8' } as const;

/** What a file turned out to be, against what was declared and where. */
type Contradiction = { part: keyof Layout; found: string; instead: string };

/**
 * Compares the beginning of each text file with the layout that the contract declares. A file read in the wrong one
 * has other columns, or none, and the rules would speak of what nobody wrote.
 * @param given by the caller, which goes before what the contract declares
 * @throws UserError `data-invalid` with the place of the declaration
 */
export async function refuseContradiction(
  paths: readonly string[],
  showFile: (path: string) => string,
  table: Table,
  given: TextLayout,
): Promise<void> {
  const { layout } = table;
  if (!layout) return;
  const names = fileColumns(table).map(({ name }) => name);
  for (const path of paths) {
    const found = contradictionOf(await beginningOf(path), layout, names, given.delimiter !== undefined);
    const declared = found && layout[found.part];
    if (declared) throw refusal(showFile(path), found, declared);
  }
}

function refusal(
  file: string,
  { part, found, instead }: Contradiction,
  { value, location }: { value: unknown; location: Location },
): UserError {
  return new UserError(
    'data-invalid',
    `${file}: the contract declares ${part} ${showReceived(value)} (${showLocation({ file: location.file, line: location.line })}), but ${found}; declare ${instead}, or write the file as declared`,
    { location },
  );
}

async function beginningOf(path: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of chunksOf(path)) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes >= SAMPLE_BYTES) break;
    }
  } catch {
    // What cannot be read or unpacked is refused by the engine, which reads the file to its end.
  }
  return Buffer.concat(chunks).subarray(0, SAMPLE_BYTES);
}

/**
 * The first part of a layout that the beginning of a file contradicts for sure; doubt is left to the rules.
 * @param names of the columns of the contract
 */
export function contradictionOf(
  bytes: Buffer,
  layout: Layout,
  names: readonly string[],
  isDelimiterGiven = false,
): Contradiction | undefined {
  const wanted = layout.encoding?.value;
  // Plain ASCII is UTF-8 and Latin-1 too.
  const encoding = encodingOf(bytes) ?? (wanted === 'latin-1' ? wanted : 'utf-8');
  if (wanted && encoding !== wanted) {
    return { part: 'encoding', found: `its bytes are ${WORDS[encoding]}`, instead: `"${encoding}"` };
  }
  const text = new TextDecoder(encoding === 'latin-1' ? 'latin1' : encoding).decode(bytes);
  const [line = ''] = text.split(/\r?\n/, 1);
  const shown = showReceived(line.slice(0, 120));
  const quote = layout.quote?.value ?? '"';
  const bare = withoutQuoted(line, quote);
  const guess = mostFrequent(bare);
  const delimiter = layout.delimiter?.value;
  const isOne = delimiter !== undefined && !isDelimiterGiven && !bare.includes(delimiter);
  if (isOne && bare.includes(guess) && !names.includes(line)) {
    return {
      part: 'delimiter',
      found: `the first line has none and is separated by ${showReceived(guess)}: ${shown}`,
      instead: showReceived(guess),
    };
  }
  const separator = isDelimiterGiven ? guess : (delimiter ?? guess);
  const cells = line.split(separator).map((cell) => cell.trim());
  const other = ['"', "'"].find((each) => each !== quote && cells.every((cell) => isWithin(cell, each)));
  if (layout.quote && other) {
    return {
      part: 'quote',
      found: `the first line quotes with ${showReceived(other)}: ${shown}`,
      instead: showReceived(other),
    };
  }
  const named = cells.map((cell) => (isWithin(cell, quote) ? cell.slice(1, -1) : cell));
  if (layout.header?.value === false && names.length > 0 && names.every((name) => named.includes(name))) {
    return { part: 'header', found: `the first line names the columns: ${shown}`, instead: 'true' };
  }
  const width = bare.split(separator).length;
  if (layout.header?.value === false && names.length > 0 && width !== names.length) {
    const found = `the first line has ${width} values where the contract has ${names.length} columns: ${shown}`;
    return { part: 'header', found, instead: 'every column of the files, in their order' };
  }
  const isWithoutNames = named.length === names.length && !named.some((cell) => names.includes(cell));
  if (layout.header?.value === true && isWithoutNames) {
    return {
      part: 'header',
      found: `the first line names no column of the contract (${showReceived(names.slice(0, 8))}): ${shown}`,
      instead: 'false, when it is a row',
    };
  }
  return undefined;
}

function isWithin(cell: string, quote: string): boolean {
  return quote !== '' && cell.length > 1 && cell.startsWith(quote) && cell.endsWith(quote);
}

/** The encoding of a text as far as its bytes tell it apart from the others; undefined for plain ASCII. */
function encodingOf(bytes: Buffer): 'utf-8' | 'utf-16' | 'latin-1' | undefined {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || bytes.includes(0)) return 'utf-16';
  if (bytes.every((byte) => byte < 0x80)) return undefined;
  try {
    // What the sample cuts off at its end is no mistake.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return 'utf-8';
  } catch {
    return 'latin-1';
  }
}
