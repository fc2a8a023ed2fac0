export { countLooks, type LookState, lookOf } from './budget.ts';
export { type DecisionState, decide } from './decide.ts';
export { type Assumptions, planAssumed, planCondition, planRows } from './plan-rows.ts';
export { type Recomputation, recompute } from './recompute.ts';
export { waiversFor } from './waivers.ts';
