import { isObject } from '../json-schema/parts.ts';
import { API_VERSIONS } from '../odcs/parts.ts';
import { metricOf, OPERATORS } from '../odcs/quality.ts';
import { Odcs } from '../odcs/root.ts';
import type { Path } from './draft.ts';

export type Removal = { at: Path; reason: string };

/**
 * Rewrites a checked ODCS document of any v3 as v3.2.0: exclusive bounds become values, library rules name a metric,
 * and what the newer standard refuses is removed and listed.
 * @param value a plain copy, which is changed
 * @returns what was removed, and the old places of what was moved (paths as JSON)
 */
export function upgradeOdcs(value: Record<string, unknown>): {
  removed: Removal[];
  moved: Map<string, Path>;
} {
  const moved = new Map<string, Path>();
  value.apiVersion = API_VERSIONS.at(-1);
  walk(value, [], (object, path) => {
    if (isObject(object.logicalTypeOptions)) {
      upgradeBounds(object.logicalTypeOptions, [...path, 'logicalTypeOptions'], moved);
    }
    if (Array.isArray(object.quality)) {
      for (const rule of object.quality.filter(isObject)) upgradeRule(rule);
    }
  });
  return { removed: repair(value), moved };
}

function walk(
  value: unknown,
  path: Path,
  visit: (object: Record<string, unknown>, path: Path) => void,
): void {
  if (Array.isArray(value)) {
    for (const [i, each] of value.entries()) walk(each, [...path, i], visit);
  } else if (isObject(value)) {
    visit(value, path);
    for (const [key, each] of Object.entries(value)) walk(each, [...path, key], visit);
  }
}

/** In v3.0 `exclusiveMinimum: true` sharpened `minimum`. */
function upgradeBounds(options: Record<string, unknown>, path: Path, moved: Map<string, Path>): void {
  for (const side of ['minimum', 'maximum'] as const) {
    const exclusive = side === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum';
    if (typeof options[exclusive] !== 'boolean') continue;
    const sharpens = options[exclusive] === true && options[side] !== undefined;
    if (!sharpens) {
      delete options[exclusive];
      continue;
    }
    options[exclusive] = options[side];
    delete options[side];
    moved.set(JSON.stringify([...path, exclusive]), [...path, side]);
  }
}

/** In v3.0 a library rule was named by `rule`, and without operator it meant "none". */
function upgradeRule(rule: Record<string, unknown>): void {
  if (rule.metric !== undefined || (rule.type ?? 'library') !== 'library') return;
  const metric = typeof rule.rule === 'string' ? metricOf({ rule: rule.rule }) : undefined;
  if (metric === undefined) return;
  delete rule.rule;
  rule.metric = metric;
  // How many rows are wanted nobody knows: such a rule is not carried.
  const isOpen = !OPERATORS.some((operator) => rule[operator] !== undefined);
  if (isOpen && metric !== 'rowCount') rule.mustBe = 0;
  if (rule.validValues === undefined) return;
  rule.arguments = { ...(isObject(rule.arguments) ? rule.arguments : {}), validValues: rule.validValues };
  delete rule.validValues;
}

const MAX_REPAIRS = 1000;

/** Removes what the schema refuses, one mistake after the other. */
function repair(value: Record<string, unknown>): Removal[] {
  const removed: Removal[] = [];
  for (let i = 0; i < MAX_REPAIRS; i++) {
    const result = Odcs('3.2').safeParse(value);
    const issue = result.error?.issues[0];
    if (!issue) return removed;
    // The branch of a union that was meant is the one that got furthest.
    const branches = issue.code === 'invalid_union' ? issue.errors.flatMap((branch) => branch[0] ?? []) : [];
    const inner = branches.sort((a, b) => b.path.length - a.path.length)[0];
    const path = [...issue.path, ...(inner?.path ?? [])];
    const unknown = [issue, inner].find((each) => each?.code === 'unrecognized_keys');
    const at = unknown && 'keys' in unknown ? [...path, unknown.keys[0] ?? ''] : path;
    removed.push({ at: remove(value, at), reason: (inner ?? issue).message });
  }
  return removed;
}

/** Removes what stands at a path or, where nothing does, what it belongs to. @returns the place */
function remove(root: Record<string, unknown>, path: Path): Path {
  const parent = path
    .slice(0, -1)
    .reduce<unknown>((at, step) => (at as Record<PropertyKey, unknown>)?.[step], root);
  const last = path.at(-1);
  if (last === undefined) throw new Error('the contract itself cannot be removed');
  if (Array.isArray(parent) && Number(last) < parent.length) parent.splice(Number(last), 1);
  else if (isObject(parent) && Object.hasOwn(parent, last)) delete parent[String(last)];
  else return remove(root, path.slice(0, -1));
  return path;
}
