import { allOf, type JsonCondition } from './condition.ts';
import { knownItems, knownMembers } from './evaluated.ts';
import {
  type Compile,
  countOf,
  lacks,
  membersIn,
  prefixOf,
  re2Of,
  schemasIn,
  Uncompilable,
} from './parts.ts';

/** Keywords that take their meaning from one beside them. */
const PARTS_OF_OTHERS = new Set(['then', 'else', 'minContains', 'maxContains']);

/** The keywords that hold schemas, each with what it needs of the keywords beside it. */
export function compileApplicator(
  name: string,
  value: unknown,
  beside: Record<string, unknown>,
  compile: Compile,
): JsonCondition[] {
  switch (name) {
    case 'allOf':
      return schemasIn(name, value).map(compile);
    case 'anyOf':
      return [{ is: 'any', of: schemasIn(name, value).map(compile) }];
    case 'oneOf':
      return [{ is: 'one', of: schemasIn(name, value).map(compile) }];
    case 'not':
      return [{ is: 'not', of: compile(value) }];
    case 'if':
      return choose(compile(value), beside, compile);
    case 'prefixItems':
      return schemasIn(name, value).map((schema, index) => ({ is: 'item', index, holds: compile(schema) }));
    case 'items': {
      const first = prefixOf(beside).length;
      return [{ is: 'other-items', known: [{ first }], holds: compile(value) }];
    }
    case 'unevaluatedItems': {
      const known = knownItems(beside, compile, name);
      refuseMany(name, known);
      return [{ is: 'other-items', known, holds: compile(value) }];
    }
    case 'contains':
      return containing(compile(value), beside);
    case 'properties':
      return membersIn(name, value).map(([member, schema]) => ({
        is: 'member',
        name: member,
        holds: compile(schema),
      }));
    case 'patternProperties':
      return membersIn(name, value).map(([pattern, schema]) => ({
        is: 'members-matching',
        re2: re2Of(pattern),
        holds: compile(schema),
      }));
    case 'additionalProperties': {
      const known = knownMembers(
        { properties: beside.properties, patternProperties: beside.patternProperties },
        compile,
      );
      return [{ is: 'other-members', known, holds: compile(value) }];
    }
    case 'unevaluatedProperties': {
      const known = knownMembers(beside, compile, name);
      const isListed = value === false && known.every(({ all, patterns }) => !all && patterns.length === 0);
      if (!isListed) refuseMany(name, known);
      return [{ is: 'other-members', known, holds: compile(value) }];
    }
    case 'propertyNames':
      return [{ is: 'member-names', holds: compile(value) }];
    case 'dependentSchemas':
      return membersIn(name, value).map(([member, schema]) => ({
        is: 'any',
        of: [lacks(member), compile(schema)],
      }));
    default:
      if (PARTS_OF_OTHERS.has(name)) return [];
      throw new Uncompilable(`the keyword ${name} is not checked`);
  }
}

function choose(
  condition: JsonCondition,
  beside: Record<string, unknown>,
  compile: Compile,
): JsonCondition[] {
  const branch = (name: string, excuse: JsonCondition): JsonCondition[] =>
    beside[name] === undefined ? [] : [{ is: 'any', of: [excuse, compile(beside[name])] }];
  const both = [...branch('then', { is: 'not', of: condition }), ...branch('else', condition)];
  return both.length > 0 ? [allOf(both)] : [];
}

/** Conditions that an engine repeats for each member or item take it long to plan. */
const MAX_WHEN = 8;

function refuseMany(name: string, known: readonly { when?: JsonCondition }[]): void {
  if (known.filter(({ when }) => when !== undefined).length > MAX_WHEN) {
    throw new Uncompilable(`${name}: what is evaluated depends on more than ${MAX_WHEN} schemas`);
  }
}

function containing(holds: JsonCondition, beside: Record<string, unknown>): JsonCondition[] {
  const { minContains = 1, maxContains } = beside;
  return [
    { is: 'items', holds, limit: { atLeast: countOf('minContains', minContains) } },
    ...(maxContains === undefined
      ? []
      : [{ is: 'items', holds, limit: { atMost: countOf('maxContains', maxContains) } } as const]),
  ];
}
