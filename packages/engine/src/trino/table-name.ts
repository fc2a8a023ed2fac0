import { showReceived, UserError } from '@proofmark/documents';
import { identifier } from '../port.ts';

/**
 * SQL of a table's name. `orders`, `shop.orders` and `hive.shop.orders` are completed from the left; a part with dots
 * or capitals stands in double quotes.
 * @throws UserError `input-invalid`
 */
export function qualify(
  table: string,
  { catalog, schema }: { catalog?: string | undefined; schema?: string | undefined },
): string {
  const parts = table.match(/"(?:[^"]|"")*"|[^."]+|\./g) ?? [];
  const names = parts.filter((_, i) => i % 2 === 0).map(unquote);
  const isWhole = parts.join('') === table && parts.every((part, i) => (i % 2 === 0) === (part !== '.'));
  const missing = [catalog, schema].slice(0, Math.max(0, 3 - names.length));
  const full = [...missing, ...names];
  if (isWhole && parts.length % 2 === 1 && full.length === 3 && full.every(isName)) {
    return full.map(identifier).join('.');
  }
  throw new UserError(
    'input-invalid',
    `the Trino table: expected catalog.schema.table, or less with catalog and schema given, received ${showReceived(table)}`,
  );
}

function unquote(part: string): string {
  return part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part;
}

function isName(part: string | undefined): part is string {
  return part !== undefined && part !== '';
}
