import type { YamlSource } from '@proofmark/documents';

export type Path = readonly PropertyKey[];

/** The standards that are read by translating them into ODCS; also the `engine` of what ODCS cannot say. */
export const IMPORTED = ['table-schema', 'json-schema', 'croissant'] as const;
export type Imported = (typeof IMPORTED)[number];

/** What `logicalTypeOptions` may hold of each logical type. */
const BOUNDS = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'];
const OPTIONS: Record<string, readonly string[]> = {
  string: ['minLength', 'maxLength', 'pattern', 'format'],
  integer: ['multipleOf', 'format', ...BOUNDS],
  number: ['multipleOf', 'format', ...BOUNDS],
  date: ['format', ...BOUNDS],
  timestamp: ['format', ...BOUNDS],
  time: ['format', ...BOUNDS],
  array: ['minItems', 'maxItems', 'uniqueItems'],
  object: ['minProperties', 'maxProperties', 'required'],
};

/**
 * One object of an ODCS document that is being translated from another standard. Whatever is put in remembers where
 * its original stands, so that a rule made of the translation points at the line the user wrote.
 */
export class Draft {
  readonly value: Record<string, unknown> = {};
  readonly #options: Record<string, unknown> = {};
  readonly #standard: Imported;
  readonly #path: Path;
  readonly #places: Map<string, Path>;

  constructor(standard: Imported, at: Path = [], path: Path = [], places = new Map<string, Path>()) {
    this.#standard = standard;
    this.#path = path;
    this.#places = places;
    this.#remember([], at);
  }

  put(key: string, value: unknown, at: Path): void {
    this.value[key] = value;
    this.#remember([key], at);
  }

  has(key: string): boolean {
    return Object.hasOwn(this.value, key);
  }

  /** Adds an object under a key. */
  child(key: string, at: Path): Draft {
    const child = this.#at([key], at);
    this.value[key] = child.value;
    return child;
  }

  /** Adds an object to the list under a key. */
  item(key: string, at: Path): Draft {
    const list = this.#list(key);
    const item = this.#at([key, list.length], at);
    list.push(item.value);
    return item;
  }

  /** A `logicalTypeOption`; one that its logical type has not, or that is there already, is kept as unsupported. */
  option(key: string, value: unknown, at: Path): void {
    if (this.takeOption(key, value, at)) return;
    const type = this.value.logicalType;
    const whose = type === undefined ? 'columns whose type is not known' : `${type} columns`;
    const isSecond = Object.hasOwn(this.#options, key);
    const reason = isSecond
      ? `a second \`${key}\` beside another one`
      : `\`${key}\` cannot be checked on ${whose}`;
    this.keep(key, reason, value, at);
  }

  /** A `logicalTypeOption`. @returns false where its logical type has none of that name, or has another value of it */
  takeOption(key: string, value: unknown, at: Path): boolean {
    if (!OPTIONS[String(this.value.logicalType)]?.includes(key)) return false;
    const options = this.#options;
    if (Object.hasOwn(options, key)) return options[key] === value;
    options[key] = value;
    this.value.logicalTypeOptions = options;
    this.#remember(['logicalTypeOptions', key], at);
    return true;
  }

  enumeration(values: readonly { value: unknown; at: Path }[], at: Path): void {
    this.put('enum', [], at);
    for (const { value, at: place } of values) this.item('enum', place).put('value', value, place);
  }

  custom(property: string, value: unknown, at: Path): void {
    const item = this.item('customProperties', at);
    item.value.property = property;
    item.put('value', value, at);
  }

  /** What ODCS or the engine cannot express stays as a rule of the other standard: reported, never dropped. */
  keep(keyword: string, reason: string, declared: unknown, at: Path): void {
    const rule = this.item('quality', at);
    Object.assign(rule.value, {
      name: keyword,
      description: `\`${keyword}\` as the ${this.#standard} says`,
      type: 'custom',
      engine: this.#standard,
      implementation: { keyword, reason, ...(declared === undefined ? {} : { declared }) },
    });
  }

  /** The translation as a file that was read: positions and digits are those of the original. */
  source(original: YamlSource): YamlSource {
    const placeOf = (path: Path) => this.#places.get(JSON.stringify(path));
    return {
      file: original.file,
      value: this.value,
      locate: (path, at) => {
        for (let depth = path.length; depth >= 0; depth--) {
          const place = placeOf(path.slice(0, depth));
          if (place) return original.locate(place, at);
        }
        return original.locate([], at);
      },
      written: (path) => {
        const place = placeOf(path);
        return place && original.written(place);
      },
    };
  }

  #at(step: Path, at: Path): Draft {
    return new Draft(this.#standard, at, [...this.#path, ...step], this.#places);
  }

  #list(key: string): unknown[] {
    const known = this.value[key];
    if (Array.isArray(known)) return known;
    const list: unknown[] = [];
    this.value[key] = list;
    return list;
  }

  #remember(step: Path, at: Path): void {
    this.#places.set(JSON.stringify([...this.#path, ...step]), at);
  }
}

/** Why a rule that was kept is not run, of rules that an import wrote. */
export function reasonOfImport(rule: {
  engine?: string | undefined;
  implementation?: unknown;
}): string | undefined {
  if (!IMPORTED.some((standard) => standard === rule.engine)) return undefined;
  const { reason } = (rule.implementation ?? {}) as { reason?: unknown };
  return typeof reason === 'string' ? reason : undefined;
}

/** The beginning of every translation: what ODCS requires of a contract. */
export function beginContract(
  standard: Imported,
  facts: { id: string; version: string | undefined; name: string | undefined },
): Draft {
  const draft = new Draft(standard);
  Object.assign(draft.value, {
    apiVersion: 'v3.2.0',
    kind: 'DataContract',
    id: facts.id,
    version: facts.version ?? '0.0.0',
    ...(facts.name === undefined ? {} : { name: facts.name }),
    schema: [],
  });
  return draft;
}

/** `data/flights.schema.json` → `flights` */
export function stemOf(file: string): string {
  return (
    file
      .split(/[\\/]/)
      .at(-1)
      ?.replace(/\.[^.]*$/, '')
      .replace(/[.-](?:schema|table-?schema|datapackage|croissant)$/i, '') || 'data'
  );
}
