// One whole evaluation, as a process of its own: `node once.ts PREDICTIONS OUT [--plain]`. Prints what it took.
import { dirname } from 'node:path';
import { Config, silentLogger, writeDocument } from '@proofmark/documents';
import { loadOnnxRuntime, openEngine } from '@proofmark/engine';
import { evaluate } from '@proofmark/evaluate';
import { metrics, plainMetrics } from './metrics.ts';

const [predictions = '', out = '', plain] = process.argv.slice(2);
const work = plain === '--plain' ? { metrics: plainMetrics } : { metrics, slices: ['region'] };
const workDirectory = dirname(import.meta.dirname);
const { evaluation } = Config.parse({
  model: 'bench',
  evaluation: {
    task: 'binary',
    predictions,
    columns: { score: 'candidate', 'baseline-score': 'baseline' },
    ...work,
  },
});
if (!evaluation) throw new Error('the section is given above');
const engine = await openEngine({ workDirectory });
const document = await evaluate({ model: 'bench', evaluation, workDirectory }, engine, {
  logger: silentLogger,
  onnx: () => loadOnnxRuntime({ workDirectory }),
});
await writeDocument(out, 'evaluation', document);
await engine.close();
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
console.log(JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1e6, peakMegabytes: maxRSS / 1024 }));
