import { validateData } from '@proofmark/runs';
const logger = { debug(){}, info(){}, warning(){}, progress(){} };
const t0 = performance.now();
await validateData({ directory: '/tmp/pr1', config: 'proofmark.yml', out: 'proofmark-out2', now: () => new Date(), logger, commit: undefined }, { histograms: true });
console.error('total', performance.now() - t0);
