import { isDeepStrictEqual } from 'node:util';
import type { ContractChange, ContractDifference, Severity } from '@proofmark/documents';
import type { Column, Constraint, Demand } from '../model.ts';
import { describeDemand } from '../words.ts';
import { changeRules } from './change-rules.ts';
import { compareDemands } from './compare-demands.ts';

type Place = { table: string; column?: string; columns?: readonly [Column, Column] };

const RANK: Record<Severity, number> = { info: 0, warning: 1, error: 2 };

/** Kinds that a column has once: `minimum` and `exclusiveMinimum` are one bound written in two ways. */
const SINGLE = new Set<Demand['kind']>([
  'column-present',
  'type',
  'required',
  'unique',
  'primary-key',
  'enum',
  'pattern',
  'format',
  'integer-range',
  'time-zone',
  'min-length',
  'max-length',
  'minimum',
  'maximum',
  'multiple-of',
]);

/** Compares the constraints of one column or table. */
export function diffConstraints(
  base: readonly Constraint[],
  head: readonly Constraint[],
  place: Place,
): ContractDifference[] {
  const pairs = pairUp(base, head);
  const known = new Set(pairs.values());
  return [
    ...base.flatMap((before) => {
      const after = pairs.get(before);
      return after
        ? diffOne(before, after, place)
        : [difference('constraint-removed', place, before, undefined)];
    }),
    ...head
      .filter((after) => !known.has(after))
      .map((after) => difference('constraint-added', place, undefined, after)),
  ];
}

/** Constraints that demand the same belong together whatever they are called; then those of the same name. */
function pairUp(base: readonly Constraint[], head: readonly Constraint[]): Map<Constraint, Constraint> {
  const pairs = new Map<Constraint, Constraint>();
  const taken = new Set<Constraint>();
  const sameDemand = ({ demand }: Constraint) => JSON.stringify(demand);
  const sameName = ({ demand, name }: Constraint) =>
    SINGLE.has(demand.kind) ? demand.kind : `${demand.kind}:${name}`;
  for (const keyOf of [sameDemand, sameName]) {
    const free = new Map<string, Constraint[]>();
    for (const constraint of head) {
      if (taken.has(constraint)) continue;
      const key = keyOf(constraint);
      free.set(key, [...(free.get(key) ?? []), constraint]);
    }
    for (const constraint of base) {
      const partner = pairs.has(constraint) ? undefined : free.get(keyOf(constraint))?.shift();
      if (!partner) continue;
      pairs.set(constraint, partner);
      taken.add(partner);
    }
  }
  return pairs;
}

function diffOne(before: Constraint, after: Constraint, place: Place): ContractDifference[] {
  const changes: ContractDifference[] = [];
  const add = (change: ContractChange, shown?: { before: string; after: string }) =>
    changes.push({ ...difference(change, place, before, after), ...shown });
  const change = changeOf(before, after, place);
  if (change) add(change);
  const strictness = change ? undefined : strictnessChange(before, place);
  if (strictness) add(strictness.change, strictness.shown);
  const raised = RANK[after.severity] - RANK[before.severity];
  if (raised !== 0) {
    const shown = { before: before.severity, after: after.severity };
    add(raised > 0 ? 'severity-raised' : 'severity-lowered', shown);
  }
  if (before.tolerance !== after.tolerance) {
    const shown = { before: String(before.tolerance), after: String(after.tolerance) };
    add(after.tolerance > before.tolerance ? 'tolerance-raised' : 'tolerance-lowered', shown);
  }
  if (!isDeepStrictEqual(before.environments, after.environments)) {
    const show = ({ environments }: Constraint) => environments?.join(', ') ?? 'everywhere';
    add('environments-changed', { before: show(before), after: show(after) });
  }
  return changes;
}

function changeOf(before: Constraint, after: Constraint, place: Place): ContractChange | undefined {
  if (before.demand.kind === 'type') return typeChange(place);
  const isPresence = before.demand.kind === 'column-present';
  if (isPresence && 'unenforced' in before.demand !== 'unenforced' in after.demand) {
    return 'unenforced' in after.demand ? 'constraint-loosened' : 'constraint-tightened';
  }
  const direction = compareDemands(before.demand, after.demand);
  if (direction === 'same') return undefined;
  if (before.demand.kind === 'primary-key') return 'key-changed';
  if (before.demand.kind === 'checksum') return 'checksum-changed';
  return `constraint-${direction}`;
}

/** What a logical type contains. */
const WIDER: Record<string, readonly string[]> = { integer: ['number'] };

function typeChange({ columns }: Place): ContractChange | undefined {
  const [old, now] = [columns?.[0].type ?? '', columns?.[1].type ?? ''];
  if (old === now) return undefined;
  if (WIDER[old]?.includes(now)) return 'type-widened';
  return WIDER[now]?.includes(old) ? 'type-narrowed' : 'type-changed';
}

const LENIENT = 'values of JSON read by what they spell';
const STRICT = 'values of JSON of the type that JSON writes';

/** `proofmarkStrictJson` is said of the table; it shows at the types of its columns, and at lists of values without one. */
function strictnessChange(
  { demand }: Constraint,
  { columns }: Place,
): { change: ContractChange; shown: { before: string; after: string } } | undefined {
  const [old, now] = columns ?? [];
  const bears = demand.kind === 'type' || (demand.kind === 'enum' && now?.type === undefined);
  if (!bears || (old?.strictJson ?? false) === (now?.strictJson ?? false)) return undefined;
  return now?.strictJson
    ? { change: 'constraint-tightened', shown: { before: LENIENT, after: STRICT } }
    : { change: 'constraint-loosened', shown: { before: STRICT, after: LENIENT } };
}

function difference(
  change: ContractChange,
  { table, column, columns }: Place,
  before: Constraint | undefined,
  after: Constraint | undefined,
): ContractDifference {
  const rule = changeRules[change];
  const show = (constraint: Constraint, of: Column | undefined) =>
    describeDemand(constraint.demand, of).expected;
  const impact = impactOf(rule.impact, before, after);
  return {
    change,
    impact,
    breaks: impact === 'breaking' ? [...rule.breaks] : [],
    table,
    ...(column === undefined ? {} : { column }),
    constraint: (after ?? before)?.name ?? '',
    ...(before ? { before: show(before, columns?.[0]), base: before.location } : {}),
    ...(after ? { after: show(after, columns?.[1]), head: after.location } : {}),
    reason: impact === rule.impact ? rule.reason : 'no data pass or fail by it',
  };
}

/** A promise that fails no run (a remark, or nothing about rows) cannot break anybody. */
function impactOf(
  impact: 'breaking' | 'addition',
  ...constraints: readonly (Constraint | undefined)[]
): ContractDifference['impact'] {
  const given = constraints.filter((constraint) => constraint !== undefined);
  const binds = ({ demand, severity }: Constraint) =>
    severity === 'error' && !('unenforced' in demand && demand.unenforced === 'not-applicable');
  if (given.some(binds)) return impact;
  return given.every(({ demand }) => demand.kind === 'physical-type') ? 'patch' : 'addition';
}
