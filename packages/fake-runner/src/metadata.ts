import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** One input as action.yml declares it. The runner itself never enforces `required`. */
export type InputMetadata = {
  readonly description: string;
  readonly required: boolean;
  readonly default: string | undefined;
  readonly deprecationMessage: string | undefined;
};

/** The part of action.yml that the runner acts on. Paths in `runs` are relative to `directory`. */
export type ActionMetadata = {
  readonly directory: string;
  readonly name: string;
  readonly description: string;
  readonly branding: { readonly icon: string; readonly color: string } | undefined;
  readonly inputs: ReadonlyMap<string, InputMetadata>;
  readonly outputs: ReadonlyMap<string, { readonly description: string }>;
  readonly runs: { readonly using: string; readonly main: string; readonly post: string | undefined };
};

type Fields = Readonly<Record<string, unknown>>;

/** Reads `action.yml` in `directory`. Throws when it is missing, no mapping, or no JavaScript action. */
export function readActionMetadata(directory: string): ActionMetadata {
  const file = join(directory, 'action.yml');
  const text = readFileSync(file, 'utf8');
  const document: unknown = parse(text);
  const root = fields(document, file);
  const runs = fields(root.runs, `${file}: runs`);
  const using = scalarText(runs.using);
  if (!/^node\d+$/.test(using)) throw new Error(`${file}: runs.using is '${using}', expected node24`);
  if (typeof runs.main !== 'string') throw new Error(`${file}: runs.main is missing`);
  return {
    directory,
    name: scalarText(root.name),
    description: scalarText(root.description),
    branding: readBranding(root.branding, file),
    inputs: new Map(
      Object.entries(fields(root.inputs ?? {}, `${file}: inputs`)).map(([name, value]) => {
        const input = fields(value ?? {}, `${file}: inputs.${name}`);
        return [
          name,
          {
            description: scalarText(input.description),
            required: input.required === true || input.required === 'true',
            default: input.default === undefined ? undefined : scalarText(input.default),
            deprecationMessage:
              input.deprecationMessage === undefined ? undefined : scalarText(input.deprecationMessage),
          },
        ];
      }),
    ),
    outputs: new Map(
      Object.entries(fields(root.outputs ?? {}, `${file}: outputs`)).map(([name, value]) => [
        name,
        { description: scalarText(fields(value ?? {}, `${file}: outputs.${name}`).description) },
      ]),
    ),
    runs: { using, main: runs.main, post: typeof runs.post === 'string' ? runs.post : undefined },
  };
}

function readBranding(value: unknown, file: string): ActionMetadata['branding'] {
  if (value === undefined) return undefined;
  const branding = fields(value, `${file}: branding`);
  return { icon: scalarText(branding.icon), color: scalarText(branding.color) };
}

function fields(value: unknown, where: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`${where}: expected a mapping`);
  }
  return value as Fields;
}

/** YAML scalars as the runner turns them into text: `false` is "false", nothing is "". */
function scalarText(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}
