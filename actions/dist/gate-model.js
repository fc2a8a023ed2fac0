import { run } from './index.js';
await run('gate-model');
