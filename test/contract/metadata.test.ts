import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultText } from '@proofmark/action-kit';
import { readActionMetadata } from '@proofmark/fake-runner';
import { describe, expect, it } from 'vitest';
import { actionNames, readSpec, renderInputTable, renderOutputTable } from '../../scripts/gen-docs.ts';

const actions = join(import.meta.dirname, '..', '..', 'actions');

const wanted = [
  'comment-metrics',
  'evaluate-model',
  'gate-model',
  'monitor-drift',
  'promote-model',
  'publish-model',
  'validate-data',
  'verify-model',
];

// What the marketplace accepts: https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax#branding
const colors = ['white', 'black', 'yellow', 'blue', 'green', 'orange', 'red', 'purple', 'gray-dark'];

it('has the eight actions', () => {
  expect(actionNames().sort()).toEqual(wanted);
});

describe.each(wanted)('%s', (name) => {
  const directory = join(actions, name);
  const metadata = readActionMetadata(directory);

  it('declares in action.yml the inputs that the code reads', async () => {
    const spec = await readSpec(name);
    const declared = Object.fromEntries(
      [...metadata.inputs].map(([input, { required, default: value, description }]) => [
        input,
        { required, default: value, description },
      ]),
    );
    const read = Object.fromEntries(
      Object.entries(spec.inputs).map(([input, one]) => [
        input,
        { required: one.required === true, default: defaultText(one), description: one.description },
      ]),
    );
    expect(declared).toEqual(read);
  });

  it('declares in action.yml the outputs that the code sets', async () => {
    const spec = await readSpec(name);
    expect(spec.name).toBe(name);
    expect([...metadata.outputs.keys()]).toEqual(Object.keys(spec.outputs));
    for (const [output, { description }] of metadata.outputs) {
      expect(description).toBe(spec.outputs[output]?.description);
    }
  });

  it('runs a file of dist on Node 24', () => {
    expect(metadata.runs.using).toBe('node24');
    expect(metadata.runs.main).toBe(`../dist/${name}.js`);
    expect(existsSync(join(directory, metadata.runs.main))).toBe(true);
  });

  it('has what the marketplace shows', () => {
    expect(metadata.name).toMatch(/^Proofmark /);
    // Longer descriptions are cut there.
    expect(metadata.description.length).toBeGreaterThan(10);
    expect(metadata.description.length).toBeLessThanOrEqual(125);
    expect(metadata.branding?.icon).toMatch(/^[a-z0-9-]+$/);
    expect(colors).toContain(metadata.branding?.color);
  });

  it('has a README with a runnable example, reasons for permissions and fresh tables', async () => {
    const readme = readFileSync(join(directory, 'README.md'), 'utf8');
    const spec = await readSpec(name);
    expect(readme).toContain(`uses: OWNER/proofmark/actions/${name}@v1`);
    expect(readme).toMatch(/\| Permission \| Why \|/);
    expect(readme).toContain(renderInputTable(spec));
    expect(readme).toContain(renderOutputTable(spec));
  });
});
