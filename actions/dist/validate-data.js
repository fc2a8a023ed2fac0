import { run } from './index.js';
await run('validate-data');
