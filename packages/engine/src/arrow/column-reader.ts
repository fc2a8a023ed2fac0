import { type Column, type DataType, TimeUnit, Type } from '@uwdata/flechette';

/** How a column gets into the engine: the text of each value in turn, and SQL of the typed value from that text. */
export type ColumnReader = { texts: Iterable<string | null>; sql: (text: string) => string };

/** @returns undefined for a type without counterpart */
export function readerOf(column: Column<unknown>): ColumnReader | undefined {
  const { type } = column as { type: DataType };
  const value = type.typeId === Type.Dictionary ? type.dictionary : type;
  const scalar = (
    sql: (text: string) => string,
    text: (value: unknown) => string = String,
  ): ColumnReader => ({
    texts: mapped(column, text),
    sql,
  });
  switch (value.typeId) {
    case Type.Null:
    case Type.Utf8:
    case Type.LargeUtf8:
    case Type.Utf8View:
      return scalar((text) => text);
    case Type.Bool:
    case Type.Int:
    case Type.Float: {
      const name = plainType(value);
      return name === undefined ? undefined : scalar((text) => `CAST(${text} AS ${name})`);
    }
    case Type.Decimal:
      if (value.precision > 38) return undefined;
      return scalar(
        (text) => `CAST(${text} AS DECIMAL(${value.precision}, ${value.scale}))`,
        (unscaled) => withPoint(BigInt(String(unscaled)), value.scale),
      );
    case Type.Date:
      return scalar(
        (text) => `DATE '1970-01-01' + CAST(${text} AS INTEGER)`,
        (milliseconds) => String(Math.floor(Number(milliseconds) / 86_400_000)),
      );
    case Type.Timestamp: {
      if (type.typeId === Type.Dictionary) return undefined;
      const stamp = instantSql(value.unit);
      return {
        texts: raw(column),
        sql: (text) => (value.timezone ? `(${stamp(text)}) AT TIME ZONE 'UTC'` : stamp(text)),
      };
    }
    case Type.Time: {
      if (type.typeId === Type.Dictionary) return undefined;
      const factor = { [TimeUnit.SECOND]: 1e6, [TimeUnit.MILLISECOND]: 1e3 }[value.unit as 0 | 1] ?? 1;
      const divided = value.unit === TimeUnit.NANOSECOND ? ' // 1000' : '';
      return {
        texts: raw(column),
        sql: (text) => `TIME '00:00:00' + to_microseconds(CAST(${text} AS BIGINT) * ${factor}${divided})`,
      };
    }
    default: {
      const nested = nestedType(value);
      return nested === undefined
        ? undefined
        : { texts: mapped(column, toJson), sql: (text) => `CAST(CAST(${text} AS JSON) AS ${nested})` };
    }
  }
}

function plainType(type: DataType): string | undefined {
  switch (type.typeId) {
    case Type.Bool:
      return 'BOOLEAN';
    case Type.Float:
      return type.precision === 2 ? 'DOUBLE' : 'FLOAT';
    case Type.Int: {
      const name = { 8: 'TINYINT', 16: 'SMALLINT', 32: 'INTEGER', 64: 'BIGINT' }[type.bitWidth];
      return type.signed ? name : `U${name}`;
    }
    case Type.Utf8:
    case Type.LargeUtf8:
    case Type.Utf8View:
      return 'VARCHAR';
    default:
      return undefined;
  }
}

function nestedType(type: DataType): string | undefined {
  switch (type.typeId) {
    case Type.List:
    case Type.LargeList:
    case Type.FixedSizeList: {
      const items = type.children[0] && nestedType(type.children[0].type);
      return items === undefined ? undefined : `${items}[]`;
    }
    case Type.Struct: {
      const fields = type.children.map(({ name, type: inner }) => ({ name, inner: nestedType(inner) }));
      return fields.some(({ inner }) => inner === undefined)
        ? undefined
        : `STRUCT(${fields.map(({ name, inner }) => `"${name.replaceAll('"', '""')}" ${inner}`).join(', ')})`;
    }
    default:
      return plainType(type);
  }
}

function instantSql(unit: number): (text: string) => string {
  switch (unit) {
    case TimeUnit.SECOND:
      return (text) => `make_timestamp(CAST(${text} AS BIGINT) * 1000000)`;
    case TimeUnit.MILLISECOND:
      return (text) => `make_timestamp_ms(CAST(${text} AS BIGINT))`;
    case TimeUnit.MICROSECOND:
      return (text) => `make_timestamp(CAST(${text} AS BIGINT))`;
    default:
      return (text) => `make_timestamp_ns(CAST(${text} AS BIGINT))`;
  }
}

function* mapped(column: Column<unknown>, text: (value: unknown) => string): Generator<string | null> {
  for (const value of column) yield value === null || value === undefined ? null : text(value);
}

/** Stored integers: as JavaScript numbers of milliseconds, nanoseconds would be lost. */
function* raw(column: Column<unknown>): Generator<string | null> {
  for (const batch of column.data) {
    const { values } = batch as unknown as { values: ArrayLike<number | bigint> };
    for (let i = 0; i < batch.length; i++) yield batch.at(i) === null ? null : String(values[i]);
  }
}

function withPoint(unscaled: bigint, scale: number): string {
  if (scale <= 0) return String(unscaled * 10n ** BigInt(-scale));
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0');
  return `${unscaled < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function toJson(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number' && !Number.isFinite(value)) return `"${value}"`;
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    return `[${Array.from(value as unknown as Iterable<unknown>, toJson).join(',')}]`;
  }
  if (typeof value === 'object') {
    return `{${Object.entries(value)
      .map(([key, item]) => `${JSON.stringify(key)}:${toJson(item)}`)
      .join(',')}}`;
  }
  return JSON.stringify(value);
}
