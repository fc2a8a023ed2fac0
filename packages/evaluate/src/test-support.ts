import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Config, Evaluation, silentLogger } from '@proofmark/documents';
import { loadOnnxRuntime, openEngine } from '@proofmark/engine';
import { onTestFinished } from 'vitest';
import { evaluate } from './evaluate.ts';

const repository = join(import.meta.dirname, '../../..');

/** Evaluates files in a directory of their own as a section of the configuration says; the document is validated. */
export async function evaluateFiles(
  files: Record<string, string>,
  evaluation: Record<string, unknown>,
  gateMetrics: readonly string[] = [],
): Promise<Evaluation> {
  const workDirectory = await mkdtemp(join(tmpdir(), 'evaluate-test-'));
  onTestFinished(() => rm(workDirectory, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(workDirectory, name), text);
  const { evaluation: section } = Config.parse({ model: 'm', evaluation });
  if (!section) throw new Error('the test gives an evaluation');
  const engine = await openEngine({ workDirectory, threads: 2 });
  try {
    return Evaluation.parse(
      await evaluate({ model: 'm', evaluation: section, workDirectory, gateMetrics }, engine, {
        logger: silentLogger,
        onnx: () => loadOnnxRuntime({ workDirectory: repository }),
      }),
    );
  } finally {
    await engine.close();
  }
}
