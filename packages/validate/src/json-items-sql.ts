import type { JsonCondition } from '@proofmark/contract';
import { inside, jsonAt, jsonText, named, type Place, TYPES, typeOf } from './json-place.ts';

type ItemCondition = Extract<JsonCondition, { is: 'item' | 'items' | 'other-items' | 'distinct-items' }>;
type Holds = (condition: JsonCondition, place: Place) => string;

/** Conditions on the items of a list; they hold for what is no list. */
export function itemsSql(condition: ItemCondition, place: Place, holds: Holds): string {
  return `(${typeOf(place)} <> 'ARRAY' OR ${ofList(condition, place, holds)})`;
}

function ofList(condition: ItemCondition, place: Place, holds: Holds): string {
  const item = named(place, `j${place.depth}`);
  switch (condition.is) {
    case 'item': {
      const inner = inside(place, condition.index);
      return `(${typeOf(inner)} IS NULL OR ${holds(condition.holds, inner)})`;
    }
    case 'items': {
      const { holds: wanted, limit } = condition;
      const isEach = wanted.is === 'always' && wanted.holds;
      const count = isEach
        ? `json_array_length(${jsonAt(place)})`
        : `len(list_filter(${listAt(place)}, lambda ${item.base}: ${holds(wanted, item)}))`;
      return 'atLeast' in limit ? `${count} >= ${limit.atLeast}` : `${count} <= ${limit.atMost}`;
    }
    case 'other-items': {
      const index = `i${place.depth}`;
      const known = condition.known.map(({ when, first, matching }) => {
        const parts = [
          ...(when ? [holds(when, place)] : []),
          ...(first === undefined ? ['true'] : first > 0 || !matching ? [`${index} <= ${first}`] : []),
          ...(matching ? [holds(matching, item)] : []),
        ];
        return `(${parts.join(' AND ')})`;
      });
      const excused = [...known, holds(condition.holds, item)].join(' OR ');
      return `len(list_filter(${listAt(place)}, lambda ${item.base}, ${index}: NOT (${excused}))) = 0`;
    }
    case 'distinct-items': {
      const keys = `list_transform(${listAt(place)}, lambda ${item.base}: ${keyOf(item)})`;
      return `len(list_distinct(${keys})) = json_array_length(${jsonAt(place)})`;
    }
  }
}

/** The items, null among them: a cast would make SQL's null of it, which no condition holds for. */
function listAt(place: Place): string {
  const item = `n${place.depth}`;
  return `list_transform(try_cast(${jsonAt(place)} AS JSON[]), lambda ${item}: coalesce(${item}, 'null'::JSON))`;
}

/** Equal texts for equal values: 1.0 is 1; lists and objects are compared as they are written. */
function keyOf(item: Place): string {
  const text = jsonText(item);
  const whole = `coalesce(try_cast(CASE WHEN try_cast(${text} AS DOUBLE) = trunc(try_cast(${text} AS DOUBLE)) THEN try_cast(${text} AS HUGEINT) END AS VARCHAR), try_cast(${text} AS DOUBLE)::VARCHAR)`;
  return `CASE WHEN ${typeOf(item)} IN ${TYPES.number} THEN 'n' || ${whole}
    WHEN ${typeOf(item)} = 'VARCHAR' THEN 's' || ${text} ELSE 'j' || CAST(${item.base} AS VARCHAR) END`;
}
