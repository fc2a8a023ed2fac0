import { type CamelCase, type InputSpecs, propertyName } from './inputs.ts';

/** One output of an action, as data. An output that is undefined is left unset: an empty string to the workflow. */
export type OutputSpec = {
  readonly description: string;
  readonly kind: 'string' | 'number' | 'boolean' | 'enum';
  readonly values?: readonly string[];
};

export type OutputSpecs = Readonly<Record<string, OutputSpec>>;

type ValueOf<Spec> = Spec extends { kind: 'enum'; values: infer Values extends readonly string[] }
  ? Values[number]
  : Spec extends { kind: 'number' }
    ? number
    : Spec extends { kind: 'boolean' }
      ? boolean
      : string;

/** What a run returns: every output by its camel-case name. */
export type OutputsOf<Specs extends OutputSpecs> = {
  readonly [Name in keyof Specs as CamelCase<Name>]: ValueOf<Specs[Name]> | undefined;
};

/** The contract of an action; `inputs` and `outputs` agree with its action.yml, which a test proves. */
export type ActionSpec<Inputs extends InputSpecs = InputSpecs, Outputs extends OutputSpecs = OutputSpecs> = {
  readonly name: string;
  readonly inputs: Inputs;
  readonly outputs: Outputs;
  /** Input names of earlier releases and what each is called now. */
  readonly renamed?: Readonly<Record<string, string>>;
};

/** Keeps the literal types of a spec written in place. */
export function defineAction<const Inputs extends InputSpecs, const Outputs extends OutputSpecs>(
  spec: ActionSpec<Inputs, Outputs>,
): ActionSpec<Inputs, Outputs> {
  return spec;
}

/** Pairs of output name and text, in the order of the spec, without those that are undefined. */
export function listOutputs<Specs extends OutputSpecs>(
  specs: Specs,
  values: OutputsOf<Specs>,
): [string, string][] {
  const byProperty = values as Readonly<Record<string, unknown>>;
  return Object.keys(specs).flatMap((name): [string, string][] => {
    const value = byProperty[propertyName(name)];
    return value === undefined ? [] : [[name, String(value)]];
  });
}
