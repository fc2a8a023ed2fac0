import { compileSchema } from '../json-schema/compile.ts';
import type { Draft, Path } from './draft.ts';
import { putSchema } from './json-schema-rest.ts';
import { jdkPatternOf } from './strptime.ts';
import { type Field, unlabelled } from './table-schema-model.ts';

const STRING_FORMATS: Record<string, string> = { email: 'email', uri: 'uri', uuid: 'uuid', binary: 'byte' };
const TRUE = ['true', 'True', 'TRUE', '1'];
const FALSE = ['false', 'False', 'FALSE', '0'];
const YEAR_MONTH = '^-?[0-9]{4}-(0[1-9]|1[0-2])$';

/** Types that ODCS has no counterpart of: values of them are not read. */
const UNREAD = new Set(['duration', 'geopoint', 'geojson', 'list']);

/** Translates one field of a Table Schema with its type, format and constraints. */
export function importField(property: Draft, field: Field, at: Path): void {
  property.put('name', field.name, [...at, 'name']);
  if (field.description !== undefined) property.put('description', field.description, [...at, 'description']);
  importType(property, field, at);
  importNotation(property, field, at);
  importConstraints(property, field, [...at, 'constraints']);
  if (field.categories) {
    const place = [...at, 'categories'];
    importEnum(property, field.categories.map(unlabelled), place);
  }
}

function importType(property: Draft, field: Field, at: Path): void {
  const { type, format = 'default' } = field;
  const typed = (logicalType: string) => property.put('logicalType', logicalType, [...at, 'type']);
  const place = [...at, 'format'];
  switch (type) {
    case undefined:
    case 'any':
      return;
    case 'string': {
      typed('string');
      const known = STRING_FORMATS[format];
      if (known) property.option('format', known, place);
      else if (format !== 'default')
        property.keep('format', `the format ${format} is unknown`, format, place);
      return;
    }
    case 'integer':
    case 'number':
    case 'object':
    case 'array':
      typed(type);
      return;
    case 'boolean':
      importBoolean(property, field, at);
      return;
    case 'year':
      typed('integer');
      return;
    case 'yearmonth':
      typed('string');
      property.option('pattern', YEAR_MONTH, [...at, 'type']);
      return;
    case 'date':
    case 'time':
    case 'datetime': {
      const translated = format === 'default' ? undefined : jdkPatternOf(format);
      if (format === 'any') {
        property.keep('format', 'any way to write a date: none is read', format, place);
      } else if (translated && 'reason' in translated) {
        property.keep('format', translated.reason, format, place);
      } else {
        typed(type === 'datetime' ? 'timestamp' : type);
        if (translated) property.option('format', translated.format, place);
      }
      return;
    }
    default: {
      const reason = UNREAD.has(type)
        ? `values of the type ${type} are not read`
        : `the type ${type} is unknown`;
      property.keep('type', reason, type, [...at, 'type']);
    }
  }
}

/** Booleans in other words than the usual ones are texts out of a list. */
function importBoolean(property: Draft, { trueValues, falseValues }: Field, at: Path): void {
  const usual =
    (trueValues ?? TRUE).every((text) => TRUE.includes(text)) &&
    (falseValues ?? FALSE).every((text) => FALSE.includes(text));
  property.put('logicalType', usual ? 'boolean' : 'string', [...at, 'type']);
  if (usual) return;
  const place = [...at, trueValues ? 'trueValues' : 'falseValues'];
  const words = [...(trueValues ?? TRUE), ...(falseValues ?? FALSE)];
  property.enumeration(
    [...new Set(words)].map((value) => ({ value, at: place })),
    place,
  );
}

/** How numbers are written: other notations than the plain one are not read. */
function importNotation(property: Draft, field: Field, at: Path): void {
  const keep = (key: 'bareNumber' | 'groupChar' | 'decimalChar' | 'missingValues', reason: string) =>
    property.keep(key, reason, field[key], [...at, key]);
  if (field.bareNumber === false)
    keep('bareNumber', 'numbers with other characters around them are not read');
  if (field.groupChar !== undefined) keep('groupChar', 'numbers with grouped digits are not read');
  if (field.decimalChar !== undefined && field.decimalChar !== '.')
    keep('decimalChar', 'numbers are read with a decimal point only');
  if (field.missingValues)
    keep('missingValues', 'missing values of single columns are not read: declare them for the table');
}

function importConstraints(property: Draft, field: Field, at: Path): void {
  for (const [name, value] of Object.entries(field.constraints ?? {})) {
    const place = [...at, name];
    switch (name) {
      case 'required':
      case 'unique':
        if (value === true) property.put(name, true, place);
        break;
      case 'enum':
        importEnum(property, value as (string | number | boolean | null)[], place);
        break;
      case 'minLength':
      case 'maxLength':
        property.option(lengthOption(name, field.type), value, place);
        break;
      case 'pattern':
        importPattern(property, String(value), place);
        break;
      case 'minimum':
      case 'maximum':
      case 'exclusiveMinimum':
      case 'exclusiveMaximum':
        importBound(property, name, value as string | number, place);
        break;
      case 'jsonSchema': {
        const compiled = compileSchema(value);
        if ('reason' in compiled) property.keep(name, compiled.reason, value, place);
        else putSchema(property, name, value, place);
        break;
      }
      default:
        property.keep(name, `the constraint ${name} is unknown or not checked`, value, place);
    }
  }
}

/** Lengths of lists and objects count their members. */
function lengthOption(name: 'minLength' | 'maxLength', type: string | undefined): string {
  const side = name.slice(0, 3);
  return type === 'array' ? `${side}Items` : type === 'object' ? `${side}Properties` : name;
}

/** Table Schema: XML Schema syntax, against the whole value. Its own escapes and subtraction mean other things here. */
function importPattern(property: Draft, pattern: string, at: Path): void {
  if (/\\[iIcCpP]|-\[/.test(pattern)) {
    property.keep('pattern', 'it uses syntax of XML Schema that other engines have not', pattern, at);
  } else {
    property.option('pattern', `^(?:${pattern})$`, at);
  }
}

function importBound(property: Draft, name: string, value: string | number, at: Path): void {
  const type = property.value.logicalType;
  if (type !== 'integer' && type !== 'number') {
    property.option(name, String(value), at);
    return;
  }
  const bound = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof bound === 'number' && Number.isFinite(bound)) property.option(name, bound, at);
  else property.keep(name, `its bound ${value} is no number`, value, at);
}

/** In JSON the values may be written as texts whatever the type of the column is. */
function importEnum(property: Draft, values: readonly (string | number | boolean | null)[], at: Path): void {
  if (property.has('enum')) {
    property.keep('enum', 'a second list of values beside another one', values, at);
    return;
  }
  const isNumeric = ['integer', 'number'].includes(String(property.value.logicalType));
  property.enumeration(
    values.map((value, i) => {
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
      return { value: isNumeric && Number.isFinite(number) ? number : value, at: [...at, i] };
    }),
    at,
  );
}
