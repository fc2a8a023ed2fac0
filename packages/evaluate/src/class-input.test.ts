import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Config, type Evaluation, silentLogger } from '@proofmark/documents';
import { loadOnnxRuntime, openEngine } from '@proofmark/engine';
import { afterEach, expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';

const repository = join(import.meta.dirname, '../../..');

const directories: string[] = [];
afterEach(async () => {
  for (const directory of directories.splice(0)) await rm(directory, { recursive: true, force: true });
});

async function run(files: Record<string, string>, evaluation: Record<string, unknown>): Promise<Evaluation> {
  const workDirectory = await mkdtemp(join(tmpdir(), 'evaluate-test-'));
  directories.push(workDirectory);
  for (const [name, text] of Object.entries(files)) await writeFile(join(workDirectory, name), text);
  const config = Config.parse({ model: 'm', evaluation });
  if (!config.evaluation) throw new Error('the test gives an evaluation');
  const engine = await openEngine({ workDirectory, threads: 2 });
  try {
    return await evaluate({ model: 'm', evaluation: config.evaluation, workDirectory }, engine, {
      logger: silentLogger,
      onnx: () => loadOnnxRuntime({ workDirectory: repository }),
    });
  } finally {
    await engine.close();
  }
}

const multiclass = { task: 'multiclass', predictions: 'p.csv', 'baseline-predictions': 'b.csv' };
const good = 'id,label,prediction\n1,cat,cat\n2,dog,cat\n3,cat,dog\n';

test.each<[string, string, RegExp]>([
  [
    'labels that differ',
    good.replace('2,dog', '2,cat'),
    /1 label differs; the first is id 2: "dog" and "cat"/,
  ],
  ['ids that differ', good.replace('3,', '4,'), /candidate and baseline must be of the same rows/],
  ['no prediction', good.replace('prediction', 'guess'), /b\.csv: column "prediction" .* is missing/],
])('a baseline of classes is refused: %s', async (_, baseline, message) => {
  await expect(run({ 'p.csv': good, 'b.csv': baseline }, multiclass)).rejects.toThrow(message);
});

test('a baseline of classes without labels is taken', async () => {
  const baseline = 'id,prediction\n1,cat\n2,dog\n3,cat\n';
  const { estimates } = await run({ 'p.csv': good, 'b.csv': baseline }, multiclass);
  expect(estimates.find(({ metric }) => metric === 'accuracy')?.baseline?.value).toBe(1);
});
