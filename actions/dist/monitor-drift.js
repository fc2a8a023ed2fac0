import { run } from './index.js';
await run('monitor-drift');
