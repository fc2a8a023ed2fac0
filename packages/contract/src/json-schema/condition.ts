import type { Limit } from '../model.ts';

/** The types of JSON Schema: an integer is a number without fraction. */
export const JSON_TYPES = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'] as const;
export type JsonType = (typeof JSON_TYPES)[number];

/** Members of an object that a schema knows: by name, by pattern (RE2), or all; only where `when` holds for the object. */
export type KnownMembers = {
  when?: JsonCondition;
  names: string[];
  patterns: string[];
  all: boolean;
};

/** Items of a list that a schema knows: the first ones or all (undefined), those that `matching` holds for. */
export type KnownItems = { when?: JsonCondition; first: number | undefined; matching?: JsonCondition };

/**
 * A condition on one value of JSON, free of any query language. As in JSON Schema what is about one type of values
 * holds for all values of the others. A member that is null is absent, as everywhere in tables.
 */
export type JsonCondition =
  | { is: 'always'; holds: boolean }
  | { is: 'all' | 'any' | 'one'; of: JsonCondition[] }
  | { is: 'not'; of: JsonCondition }
  /** Holds for values of one of these types only. */
  | { is: 'type'; types: JsonType[] }
  /** Holds for those texts, numbers and booleans only; numbers are compared as doubles. */
  | { is: 'among'; values: (string | number | boolean)[] }
  | { is: 'bound'; side: 'at-least' | 'at-most'; bound: string; exclusive: boolean }
  | { is: 'multiple'; divisor: string }
  | { is: 'length'; limit: Limit }
  | { is: 'matches'; re2: string }
  | { is: 'moment'; type: 'date' | 'timestamp' | 'time' }
  /** Of the item at an index from 0, where there is one. */
  | { is: 'item'; index: number; holds: JsonCondition }
  /** How many items fulfil a condition. */
  | { is: 'items'; holds: JsonCondition; limit: Limit }
  | { is: 'other-items'; known: KnownItems[]; holds: JsonCondition }
  | { is: 'distinct-items' }
  | { is: 'has-member'; name: string }
  /** Of the member, where there is one. */
  | { is: 'member'; name: string; holds: JsonCondition }
  | { is: 'members-matching'; re2: string; holds: JsonCondition }
  | { is: 'other-members'; known: KnownMembers[]; holds: JsonCondition }
  | { is: 'member-names'; holds: JsonCondition }
  | { is: 'member-count'; limit: Limit };

export const ALWAYS: JsonCondition = { is: 'always', holds: true };
export const NEVER: JsonCondition = { is: 'always', holds: false };

export function allOf(of: JsonCondition[]): JsonCondition {
  const [only = ALWAYS] = of;
  return of.length > 1 ? { is: 'all', of } : only;
}

/** How many lists the values lie in that a condition looks at, one within the other. */
export function listDepth(condition: JsonCondition): number {
  const deepest = (parts: readonly (JsonCondition | undefined)[]) =>
    Math.max(0, ...parts.map((part) => (part ? listDepth(part) : 0)));
  switch (condition.is) {
    case 'all':
    case 'any':
    case 'one':
      return deepest(condition.of);
    case 'not':
      return listDepth(condition.of);
    case 'item':
    case 'member':
    case 'member-names':
      return listDepth(condition.holds);
    case 'members-matching':
    case 'items':
      return 1 + listDepth(condition.holds);
    case 'other-items':
    case 'other-members': {
      const inner = condition.known.flatMap((each) => [
        each.when,
        'matching' in each ? each.matching : undefined,
      ]);
      return 1 + deepest([condition.holds, ...inner]);
    }
    default:
      return 0;
  }
}

/** Whether a condition holds for the value null. */
export function acceptsNull(condition: JsonCondition): boolean {
  switch (condition.is) {
    case 'always':
      return condition.holds;
    case 'all':
      return condition.of.every(acceptsNull);
    case 'any':
      return condition.of.some(acceptsNull);
    case 'one':
      return condition.of.filter(acceptsNull).length === 1;
    case 'not':
      return !acceptsNull(condition.of);
    case 'type':
      return condition.types.includes('null');
    case 'among':
      return false;
    default:
      return true;
  }
}
