export { decide } from './decide.ts';
export { type Recomputation, recompute } from './recompute.ts';
