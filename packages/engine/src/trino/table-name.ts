import { showReceived, UserError } from '@proofmark/documents';
import { identifier } from '../port.ts';

/**
 * Completes the name of a warehouse table from the left: `orders`, `shop.orders` or `hive.shop.orders`. A part with
 * dots or capitals stands in double quotes.
 * @throws UserError `input-invalid`
 */
export function completeTableName(
  table: string,
  { catalog, schema }: { catalog?: string | undefined; schema?: string | undefined },
): string {
  const own = splitName(table);
  const full = own && [...[catalog, schema].slice(0, Math.max(0, 3 - own.length)), ...own];
  if (full?.length === 3 && full.every((part) => part !== undefined && part !== '')) {
    return full.map((part = '') => (/^\w+$/.test(part) ? part : identifier(part))).join('.');
  }
  throw new UserError(
    'input-invalid',
    `the Trino table: expected catalog.schema.table, or less with catalog and schema given, received ${showReceived(table)}`,
  );
}

/** SQL of a complete name. */
export function tableSql(name: string): string {
  return (splitName(completeTableName(name, {})) ?? []).map(identifier).join('.');
}

/** The parts between the dots, without their quotes; undefined when it is no such name. */
function splitName(name: string): string[] | undefined {
  if (!/^(?:"(?:[^"]|"")+"|[^".]+)(?:\.(?:"(?:[^"]|"")+"|[^".]+))*$/.test(name)) return undefined;
  const parts = name.match(/"(?:[^"]|"")+"|[^".]+/g) ?? [];
  return parts.map((part) => (part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part));
}
