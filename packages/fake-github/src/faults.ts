/** What happens instead of, or around, the real handling of a request. */
export type FaultEffect =
  | { kind: 'reply'; status: number; body?: unknown; headers?: Record<string, string> }
  /** The connection breaks: `before` the handler ran, or `after` it took effect but before the answer. */
  | { kind: 'drop'; when: 'before' | 'after' }
  /** An asset upload breaks half-way: a `starter` asset stays behind. */
  | { kind: 'half-upload' }
  | { kind: 'delay'; milliseconds: number }
  /** Runs a hook before the handler, such as a second writer getting in between. */
  | { kind: 'interleave'; run: () => void | Promise<void> };

/** Acts on the `nth` (from 1) to `nth + times - 1`-th request that matches; `path` matches the path and query. */
export type Fault = {
  method?: string;
  path?: RegExp;
  nth?: number;
  times?: number;
  effect: FaultEffect;
  /** Counted by the server. */
  seen?: number;
};

/** Counts the request on every matching fault and returns the effects due now, in order. */
export function dueEffects(faults: Fault[], method: string, path: string): FaultEffect[] {
  const due: FaultEffect[] = [];
  for (const fault of faults) {
    if (fault.method !== undefined && fault.method !== method) continue;
    if (fault.path !== undefined && !fault.path.test(path)) continue;
    fault.seen = (fault.seen ?? 0) + 1;
    const first = fault.nth ?? 1;
    if (fault.seen >= first && fault.seen < first + (fault.times ?? 1)) due.push(fault.effect);
  }
  return due;
}
