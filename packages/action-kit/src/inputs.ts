import { showReceived, UserError } from '@proofmark/documents';

type Described = { readonly description: string };
type Scalar<Kind, Value> = Described & {
  readonly kind: Kind;
  readonly required?: true;
  readonly default?: Value;
};

/**
 * One input of an action, as data: the reader, the TypeScript type, action.yml and the README table come from it.
 * `list` is one item per line. `path` is kept as given, relative to the workspace. `secret` is masked in the log
 * when read and never shown in an error. `mayBeEmpty`: an empty text is a value of its own, not an absent one.
 */
export type InputSpec =
  | (Scalar<'string', string> & { readonly mayBeEmpty?: true })
  | Scalar<'path', string>
  | Scalar<'secret', string>
  | Scalar<'number', number>
  | Scalar<'boolean', boolean>
  | (Scalar<'enum', string> & { readonly values: readonly string[] })
  | Scalar<'list', string>;

export type InputSpecs = Readonly<Record<string, InputSpec>>;

/** `on-unsupported` → `onUnsupported`, in types. */
export type CamelCase<Name> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Name;

type ValueOf<Spec> = Spec extends { kind: 'number' }
  ? number
  : Spec extends { kind: 'boolean' }
    ? boolean
    : Spec extends { kind: 'enum'; values: infer Values extends readonly string[] }
      ? Values[number]
      : Spec extends { kind: 'list' }
        ? readonly string[]
        : string;

type IsGiven<Spec> = Spec extends { required: true } | { default: unknown } | { kind: 'list' } ? true : false;

/** The inputs as read: `on-unsupported` becomes `onUnsupported`; neither required nor defaulted means optional. */
export type InputsOf<Specs extends InputSpecs> = {
  readonly [Name in keyof Specs as CamelCase<Name>]: IsGiven<Specs[Name]> extends true
    ? ValueOf<Specs[Name]>
    : ValueOf<Specs[Name]> | undefined;
};

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads all inputs of an action once. `renamed` maps a name of the past to its name of today; giving the old one is
 * an error, since the runner only warns about names it does not know and goes on without the value.
 * Throws a UserError (`input-invalid`) naming input, expected, received and remedy.
 */
export function readInputs<const Specs extends InputSpecs>(
  specs: Specs,
  env: Environment,
  renamed: Readonly<Record<string, string>> = {},
): InputsOf<Specs> {
  for (const [old, now] of Object.entries(renamed)) {
    if (rawValue(old, env) !== '') {
      throw new UserError(
        'input-invalid',
        `input '${old}' was renamed to '${now}'. Write \`${now}:\` in place of \`${old}:\` under \`with:\`.`,
      );
    }
  }
  const values = Object.entries(specs).map(([name, spec]) => [
    propertyName(name),
    readInput(name, spec, givenValue(name, spec, env)),
  ]);
  return Object.fromEntries(values) as InputsOf<Specs>;
}

/** The values of secret inputs: mask them before anything is written to the log. */
export function secretValues(specs: InputSpecs, env: Environment): string[] {
  return Object.entries(specs)
    .filter(([, spec]) => spec.kind === 'secret')
    .map(([name]) => rawValue(name, env))
    .filter((value) => value !== '');
}

/** `on-unsupported` → `onUnsupported`. */
export function propertyName(name: string): string {
  return name.replace(/-([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase());
}

/** The text of a default in action.yml and in the README. */
export function defaultText(spec: InputSpec): string | undefined {
  return spec.default === undefined ? undefined : String(spec.default);
}

/** The runner's name for an input: upper case, blanks become `_`, hyphens stay. */
function variableName(name: string): string {
  return `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`;
}

function rawValue(name: string, env: Environment): string {
  return (env[variableName(name)] ?? '').trim();
}

/** The value to read; an input that the runner did not pass on at all has its default. */
function givenValue(name: string, spec: InputSpec, env: Environment): string | undefined {
  const raw = rawValue(name, env);
  const isEmptyText =
    spec.kind === 'string' && spec.mayBeEmpty === true && env[variableName(name)] !== undefined;
  return raw === '' && !isEmptyText ? undefined : raw;
}

function readInput(name: string, spec: InputSpec, raw: string | undefined): unknown {
  // An expression that yields nothing (`${{ inputs.x }}`) counts as not given. A default that is itself an
  // expression was the runner's to fill in, so it is no value to fall back on here.
  const fallback = defaultText(spec)?.startsWith('${{') ? undefined : spec.default;
  if (raw === undefined && spec.kind === 'list')
    return splitLines(String(fallback ?? required(name, spec, '')));
  if (raw === undefined) return fallback ?? required(name, spec, undefined);
  switch (spec.kind) {
    case 'string':
    case 'secret':
      return raw;
    case 'path':
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
      if (/[\u0000-\u001f]/.test(raw)) throw invalid(name, 'a path on one line', raw, 'Give one path.');
      return raw;
    case 'number':
      if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(raw) || !Number.isFinite(Number(raw))) {
        throw invalid(name, 'a finite decimal number', raw, `Write for example \`${name}: 0.5\`.`);
      }
      return Number(raw);
    case 'boolean':
      if (!/^(true|false)$/i.test(raw)) {
        throw invalid(name, 'true or false', raw, `Write \`${name}: true\` or \`${name}: false\`.`);
      }
      return raw.toLowerCase() === 'true';
    case 'enum':
      if (!spec.values.includes(raw)) {
        const choices = spec.values.join(', ');
        throw invalid(name, `one of ${choices}`, raw, `Write \`${name}: ${spec.values[0]}\`, for example.`);
      }
      return raw;
    case 'list':
      return splitLines(raw);
  }
}

function required<Absent>(name: string, spec: InputSpec, absent: Absent): Absent {
  if (spec.required !== true && spec.default === undefined) return absent;
  throw new UserError(
    'input-invalid',
    `input '${name}' is missing or empty: expected ${spec.description.replace(/\.$/, '')}. Add \`${name}:\` under \`with:\`.`,
  );
}

function invalid(name: string, expected: string, received: string, remedy: string): UserError {
  return new UserError(
    'input-invalid',
    `input '${name}': expected ${expected}, received ${showReceived(received)}. ${remedy}`,
  );
}

function splitLines(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
