// Writes the tables of the rooms' READMEs, and the inputs and outputs of every action, declared once in actions/<name>/src/inputs.ts, into its action.yml
// and its README, and the rules of contract changes and of the doctor into the READMEs of their rooms. `--check` changes nothing and fails when something is stale.
//
//   node --conditions=source scripts/gen-docs.ts [--check]
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type ActionSpec, defaultText, type InputSpec } from '@proofmark/action-kit';
import { changeRules } from '@proofmark/contract';
import { bareName, metricCatalogue, showForm } from '@proofmark/metrics';
import { doctorRules } from '@proofmark/runs';
import { stringify } from 'yaml';
import { replaceBlock, root, update } from './generated.ts';

const yamlMarkers = [
  '# Generated from src/inputs.ts by `node --conditions=source scripts/gen-docs.ts`:',
  '# end of the generated part',
] as const;

/** The names of the actions: the directories under actions/ with an action.yml. */
export function actionNames(): string[] {
  const actions = join(root, 'actions');
  return readdirSync(actions).filter((name) => existsSync(join(actions, name, 'action.yml')));
}

export async function readSpec(name: string): Promise<ActionSpec> {
  const file = join(root, 'actions', name, 'src', 'inputs.ts');
  const module: { spec: ActionSpec } = await import(pathToFileURL(file).href);
  return module.spec;
}

/** The `inputs:` and `outputs:` of action.yml. */
export function renderYaml(spec: ActionSpec): string {
  const inputs = mapValues(spec.inputs, (input) => ({
    description: input.description,
    required: input.required === true,
    ...(input.default === undefined ? {} : { default: defaultText(input) }),
  }));
  const outputs = mapValues(spec.outputs, (output) => ({ description: output.description }));
  return stringify({ inputs, outputs }, { lineWidth: 0, singleQuote: true }).trim();
}

export function renderInputTable(spec: ActionSpec): string {
  const rows = Object.entries(spec.inputs).map(([name, input]) => {
    return `| \`${name}\` | ${input.description} | ${showDefault(input)} |`;
  });
  return ['| Input | Meaning | Default |', '|---|---|---|', ...rows].join('\n');
}

export function renderOutputTable(spec: ActionSpec): string {
  const rows = Object.entries(spec.outputs).map(
    ([name, output]) => `| \`${name}\` | ${output.description} |`,
  );
  return ['| Output | Meaning |', '|---|---|', ...rows].join('\n');
}

function showDefault(input: InputSpec): string {
  const text = defaultText(input);
  if (text !== undefined) return `\`${text}\``;
  return input.required === true ? '**required**' : '';
}

function mapValues<In, Out>(record: Readonly<Record<string, In>>, convert: (value: In) => Out) {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, convert(value)]));
}

function updateAction(name: string, spec: ActionSpec, check: boolean) {
  const metadata = join(root, 'actions', name, 'action.yml');
  const readme = join(root, 'actions', name, 'README.md');
  const tables = [
    ['<!-- inputs -->', '<!-- /inputs -->', renderInputTable(spec)],
    ['<!-- outputs -->', '<!-- /outputs -->', renderOutputTable(spec)],
  ] as const;
  return [
    update(
      metadata,
      replaceBlock(readFileSync(metadata, 'utf8'), ...yamlMarkers, renderYaml(spec), metadata),
      check,
    ),
    update(
      readme,
      tables.reduce(
        (text, [begin, end, table]) => replaceBlock(text, begin, end, `\n${table}\n`, readme),
        readFileSync(readme, 'utf8'),
      ),
      check,
    ),
  ];
}

/** The rule table of contract changes. */
export function renderChangeRules(): string {
  const rows = Object.entries(changeRules).map(([change, { impact, breaks, reason }]) => {
    const party = breaks.length > 0 ? `${impact}, for ${breaks.join(' and ')}` : impact;
    return `| ${change.replaceAll('-', ' ')} | ${party} | ${reason} |`;
  });
  return ['| Change | Impact | Why |', '|---|---|---|', ...rows].join('\n');
}

function updateContractRoom(check: boolean) {
  const readme = join(root, 'packages/contract/README.md');
  const text = readFileSync(readme, 'utf8');
  const markers = ['<!-- change rules -->', '<!-- /change rules -->'] as const;
  return update(readme, replaceBlock(text, ...markers, `\n${renderChangeRules()}\n`, readme), check);
}

/** The metrics by task, from their definitions. */
export function renderMetrics(): string {
  const tables = Object.entries(metricCatalogue).flatMap(([task, entries]) => {
    if (Object.keys(entries).length === 0) return [];
    const rows = Object.entries(entries).map(([name, entry]) => {
      const { direction, neutral } = entry.define({ name, classes: [], argument: '1' });
      const form = showForm(bareName(name), entry);
      return `| \`${form}\` | ${entry.description} | ${neutral ? 'neither alone' : direction} | ${entry.byDefault ? 'yes' : ''} |`;
    });
    return [`### ${task}`, '', '| Name | Meaning | Better | Default |', '|---|---|---|---|', ...rows].join(
      '\n',
    );
  });
  return tables.join('\n\n');
}

function updateMetricsRoom(check: boolean) {
  const readme = join(root, 'packages/metrics/README.md');
  const text = readFileSync(readme, 'utf8');
  const markers = ['<!-- metrics -->', '<!-- /metrics -->'] as const;
  return update(readme, replaceBlock(text, ...markers, `\n${renderMetrics()}\n`, readme), check);
}

/** What the doctor looks for, the errors first. */
export function renderDoctorRules(): string {
  const rules = Object.entries(doctorRules).sort(([, a], [, b]) => a.level.localeCompare(b.level));
  const rows = rules.map(
    ([rule, { level, why, remedy }]) => `| \`${rule}\` | ${level} | ${why} | ${remedy} |`,
  );
  return ['| Rule | Level | Why | Remedy |', '|---|---|---|---|', ...rows].join('\n');
}

function updateRunsRoom(check: boolean) {
  const readme = join(root, 'packages/runs/README.md');
  const text = readFileSync(readme, 'utf8');
  const markers = ['<!-- doctor rules -->', '<!-- /doctor rules -->'] as const;
  return update(readme, replaceBlock(text, ...markers, `\n${renderDoctorRules()}\n`, readme), check);
}

export async function main(args: readonly string[]): Promise<number> {
  const check = args.includes('--check');
  const rooms = [updateContractRoom(check), updateMetricsRoom(check), updateRunsRoom(check)];
  const stale: string[] = rooms.filter((room) => room.stale).map((room) => room.file);
  for (const name of actionNames()) {
    const results = updateAction(name, await readSpec(name), check);
    stale.push(...results.filter((result) => result.stale).map((result) => result.file));
  }
  for (const file of stale) console.log(`${check ? 'stale' : 'written'}: ${file}`);
  if (check && stale.length > 0)
    console.log('Run `node --conditions=source scripts/gen-docs.ts` and commit what it writes.');
  return check && stale.length > 0 ? 1 : 0;
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
