import type { JoinedCase, Order, Place } from './joined-cases.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** How many rows break each rule, counted by hand; of the SQL rule 1 where it does not hold. */
export function countJoined({
  orders,
  places,
  isComposite,
  format,
  earliest,
  sql,
}: JoinedCase): Map<string, number> {
  const keyOf = ({ code, number }: Order | Place) => {
    const parts = isComposite ? [code, number] : [number];
    // Numbers are compared by value.
    return parts.includes(null)
      ? undefined
      : JSON.stringify([isComposite ? code : '', String(BigInt(number ?? 0))]);
  };
  const known = new Set(places.map(keyOf));
  const orphans = orders.map(keyOf).filter((key) => key !== undefined && !known.has(key));
  const days = orders.flatMap(({ day }) => (day === null ? [] : [day]));
  const formatted = days.map((day) => readDay(day, format));
  const read = days.map((day, i) => formatted[i] ?? (isDay(day) ? day : undefined));
  const counts = new Map([
    [isComposite ? 'orders.relationship' : 'orders.number.relationship', orphans.length],
    ['orders.day.format', formatted.filter((day) => day === undefined).length],
    ['orders.day.logicalType', read.filter((day) => day === undefined).length],
    ['orders.day.minimum', read.filter((day) => day !== undefined && day < earliest).length],
  ]);
  if (sql) {
    const above = orders.filter(({ amount }) => amount !== null && Number(amount) > sql.above);
    const sizes = [...Map.groupBy(above, ({ code }) => code).values()].map((group) => group.length);
    const measured = sql.perPlace ? Math.max(0, ...sizes) : above.length;
    counts.set('orders.sql', measured <= sql.atMost ? 0 : 1);
  }
  return counts;
}

/** A day in ISO 8601 of what is written exactly in a format; undefined for anything else. */
function readDay(text: string, format: string): string | undefined {
  const parts: Record<string, string> = {};
  let rest = text;
  for (const [token = ''] of format.matchAll(/d+|M+|y+|[^dMy]+/g)) {
    const found = formOf(token).exec(rest)?.[0];
    if (found === undefined) return undefined;
    parts[token[0] ?? ''] = found;
    rest = rest.slice(found.length);
  }
  const { d = '', M = '', y = '' } = parts;
  const month = /\d/.test(M) ? M : String(MONTHS.indexOf(M) + 1);
  const day = `${y}-${month.padStart(2, '0')}-${d.padStart(2, '0')}`;
  return rest === '' && isDay(day) ? day : undefined;
}

function formOf(token: string): RegExp {
  if (token === 'MMM') return new RegExp(`^(?:${MONTHS.join('|')})`);
  if (/^[dM]$/.test(token)) return /^\d{1,2}/;
  if (/^[dMy]/.test(token)) return new RegExp(`^\\d{${token.length}}`);
  return new RegExp(`^${token.replaceAll(/[.\\/]/g, '\\$&')}`);
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
