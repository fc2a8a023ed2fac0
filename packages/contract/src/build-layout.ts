import { ContractLayout, showLocation, showReceived, UserError, type YamlSource } from '@proofmark/documents';
import type { Layout, Location } from './model.ts';
import type { Odcs } from './odcs/root.ts';
import type { OdcsObject } from './odcs/schema.ts';

type Path = readonly PropertyKey[];

/** Kinds of text whose values a delimiter separates. In JSON it separates documents. */
const DELIMITED = /^(csv|tsv|txt|text)$/i;

/**
 * How the text files of a table are written: `proofmarkLayout` of the table, and below it what the servers of text
 * files agree on (`delimiter`, and `encoding` since v3.2).
 * @throws UserError `contract-invalid`
 */
export function layoutOf(odcs: Odcs, table: OdcsObject, source: YamlSource, path: Path): Layout | undefined {
  const layout = { ...ofServers(odcs, source), ...ofTable(table, source, path) };
  return Object.keys(layout).length === 0 ? undefined : layout;
}

/** The encodings that the engine reads, by the names IANA gives them. */
export function encodingNamed(name: string): 'utf-8' | 'utf-16' | 'latin-1' | undefined {
  const plain = name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  if (['utf8', 'ascii', 'usascii'].includes(plain)) return 'utf-8';
  if (['utf16', 'utf16le'].includes(plain)) return 'utf-16';
  return ['latin1', 'iso88591', 'l1'].includes(plain) ? 'latin-1' : undefined;
}

function ofTable({ customProperties = [] }: OdcsObject, source: YamlSource, path: Path): Layout {
  const index = customProperties.findIndex(({ property }) => property === 'proofmarkLayout');
  if (index < 0) return {};
  const at = [...path, 'customProperties', index, 'value'];
  const value = customProperties[index]?.value;
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const placed = Object.entries(isObject ? value : { value }).map(([key, part]) => [
    key,
    {
      value: key === 'encoding' ? (encodingNamed(String(part)) ?? part) : part,
      location: locate(source, [...at, key]),
    },
  ]);
  const layout = ContractLayout.safeParse(Object.fromEntries(placed));
  if (layout.success) return layout.data;
  const location = locate(source, at);
  throw new UserError(
    'contract-invalid',
    `${showLocation(location)}: proofmarkLayout: expected delimiter (up to 4 characters), header (true or false), quote and escape (one character), encoding (utf-8, utf-16 or latin-1), received ${showReceived(value)}`,
    { location },
  );
}

function ofServers({ servers = [] }: Odcs, source: YamlSource): Layout {
  const texts = servers.flatMap((server, i) =>
    typeof server.format === 'string' && DELIMITED.test(server.format)
      ? [{ server, at: ['servers', i] }]
      : [],
  );
  const agreed = (key: 'delimiter' | 'encoding') => {
    const [first] = texts;
    const value = first?.server[key];
    if (typeof value !== 'string' || texts.some(({ server }) => server[key] !== value)) return undefined;
    return { value, location: locate(source, [...(first?.at ?? []), key]) };
  };
  const delimiter = agreed('delimiter');
  const encoding = agreed('encoding');
  const known = encoding && encodingNamed(encoding.value);
  return {
    ...(delimiter && /^.{1,4}$/s.test(delimiter.value) ? { delimiter } : {}),
    ...(encoding && known ? { encoding: { value: known, location: encoding.location } } : {}),
  };
}

function locate(source: YamlSource, path: Path): Location {
  const { file, line = 1, column = 1 } = source.locate(path, 'key');
  return { file, line, column };
}
