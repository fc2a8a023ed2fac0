import { encodingNamed } from '../build-layout.ts';
import type { Draft, Path } from './draft.ts';
import { nullTextOf } from './table-schema.ts';
import type { Dialect, Resource } from './table-schema-model.ts';

/** Of the properties that are not read: the values that change nothing. */
const HARMLESS: Record<string, readonly unknown[]> = {
  $schema: [],
  csvddfVersion: [],
  name: [],
  title: [],
  description: [],
  type: ['delimited'],
  lineTerminator: ['\n', '\r\n'],
  skipInitialSpace: [false],
  caseSensitiveHeader: [true],
  headerRows: [[1]],
  headerJoin: [],
  commentRows: [[]],
};
const READ = ['delimiter', 'header', 'quoteChar', 'doubleQuote', 'escapeChar', 'nullSequence'];

/**
 * Translates how the files of a resource are written into `proofmarkLayout` and `proofmarkNullText`. What is not
 * read is kept as unsupported.
 */
export function importDialect(table: Draft, resource: Resource, at: Path): void {
  const { dialect, encoding } = resource;
  const parts: { name: string; value: unknown; at: Path }[] = [];
  if (typeof dialect === 'string') {
    const reason = 'the dialect lies in another file, which is not read: put it in here';
    table.keep('dialect', reason, dialect, [...at, 'dialect']);
  } else if (dialect) {
    parts.push(...partsOf(dialect, [...at, 'dialect']));
    importNullSequence(table, resource, dialect, at);
    keepOthers(table, dialect, [...at, 'dialect']);
  }
  if (encoding !== undefined) {
    const value = encodingNamed(encoding);
    const place = [...at, 'encoding'];
    if (value) parts.push({ name: 'encoding', value, at: place });
    else table.keep('encoding', 'texts are read in UTF-8, UTF-16 and Latin-1', encoding, place);
  }
  if (parts.length === 0) return;
  const item = table.item('customProperties', at);
  item.value.property = 'proofmarkLayout';
  const layout = item.child('value', at);
  for (const part of parts) layout.put(part.name, part.value, part.at);
}

function partsOf(dialect: Dialect, at: Path): { name: string; value: unknown; at: Path }[] {
  const part = (name: string, key: keyof Dialect) =>
    dialect[key] === undefined ? [] : [{ name, value: dialect[key], at: [...at, key] }];
  return [
    ...part('delimiter', 'delimiter'),
    ...part('header', 'header'),
    ...part('quote', 'quoteChar'),
    ...part('escape', 'escapeChar'),
  ];
}

/** The null sequence stands beside the missing values of the schema. */
function importNullSequence(table: Draft, { schema }: Resource, { nullSequence }: Dialect, at: Path): void {
  if (nullSequence === undefined) return;
  const texts = [...new Set([...nullTextOf(typeof schema === 'object' ? schema : {}), nullSequence])];
  const others = (table.value.customProperties ?? []) as { property: string }[];
  const own = others.find(({ property }) => property === 'proofmarkNullText');
  if (own) Object.assign(own, { value: texts });
  else table.custom('proofmarkNullText', texts, [...at, 'dialect', 'nullSequence']);
}

function keepOthers(table: Draft, dialect: Dialect, at: Path): void {
  if (dialect.doubleQuote === false && dialect.escapeChar === undefined) {
    table.keep('doubleQuote', 'a quote inside of a value is read doubled', false, [...at, 'doubleQuote']);
  }
  for (const [key, value] of Object.entries(dialect)) {
    const harmless = HARMLESS[key];
    const isHarmless = harmless?.length === 0 || harmless?.some((each) => isSame(each, value));
    if (READ.includes(key) || isHarmless) continue;
    table.keep(key, 'files are read without it', value, [...at, key]);
  }
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
