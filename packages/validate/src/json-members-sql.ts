import type { JsonCondition } from '@proofmark/contract';
import { literal } from '@proofmark/engine';
import { inside, jsonAt, named, type Place, typeOf } from './json-place.ts';

type MemberCondition = Extract<
  JsonCondition,
  {
    is: 'has-member' | 'member' | 'members-matching' | 'other-members' | 'member-names' | 'member-count';
  }
>;
type Holds = (condition: JsonCondition, place: Place) => string;

/** Conditions on the members of an object; they hold for what is no object. A member that is null is absent. */
export function membersSql(condition: MemberCondition, place: Place, holds: Holds): string {
  return `(${typeOf(place)} <> 'OBJECT' OR ${ofObject(condition, place, holds)})`;
}

function ofObject(condition: MemberCondition, place: Place, holds: Holds): string {
  // Objects without the members that are null: patching does that, and only names are taken from it.
  const names = `json_keys(json_merge_patch('{}', ${jsonAt(place)}))`;
  const name = `k${place.depth}`;
  const pointer = `'/' || replace(replace(${name}, '~', '~0'), '/', '~1')`;
  const member = named(place, `json_extract(${jsonAt(place)}, ${pointer})`);
  const none = (broken: string) => `len(list_filter(${names}, lambda ${name}: ${broken})) = 0`;
  switch (condition.is) {
    case 'has-member':
      return isThere(inside(place, condition.name));
    case 'member': {
      const inner = inside(place, condition.name);
      return `(NOT ${isThere(inner)} OR ${holds(condition.holds, inner)})`;
    }
    case 'members-matching': {
      const matches = place.dialect.matches(name, condition.re2);
      return none(`${matches} AND NOT ${holds(condition.holds, member)}`);
    }
    case 'other-members': {
      if (isListed(condition)) return `list_has_all(${knownNames(condition.known, place, holds)}, ${names})`;
      const known = condition.known.map((each) => {
        const listed = each.names.length > 0 ? [`${name} IN (${each.names.map(literal).join(', ')})`] : [];
        const matching = each.patterns.map((re2) => place.dialect.matches(name, re2));
        const isKnown = each.all ? 'true' : [...listed, ...matching].join(' OR ') || 'false';
        return each.when ? `(${holds(each.when, place)} AND (${isKnown}))` : `(${isKnown})`;
      });
      return none(`NOT (${[...known, holds(condition.holds, member)].join(' OR ')})`);
    }
    case 'member-names':
      return none(`NOT ${holds(condition.holds, named(place, `to_json(${name})`))}`);
    case 'member-count': {
      const { limit } = condition;
      return 'atLeast' in limit ? `len(${names}) >= ${limit.atLeast}` : `len(${names}) <= ${limit.atMost}`;
    }
  }
}

type OtherMembers = Extract<JsonCondition, { is: 'other-members' }>;

/** Nothing but certain names may be there: then no condition has to be repeated for each name. */
function isListed({ known, holds }: OtherMembers): boolean {
  return (
    holds.is === 'always' && !holds.holds && known.every((each) => !each.all && each.patterns.length === 0)
  );
}

function knownNames(known: OtherMembers['known'], place: Place, holds: Holds): string {
  const lists = known.map(({ names, when }) => {
    const list = `[${names.map(literal).join(', ')}]::VARCHAR[]`;
    return when ? `CASE WHEN ${holds(when, place)} THEN ${list} ELSE [] END` : list;
  });
  return `list_concat([]::VARCHAR[], ${lists.join(', ') || '[]::VARCHAR[]'})`;
}

function isThere(place: Place): string {
  return `coalesce(${typeOf(place)} <> 'NULL', false)`;
}
