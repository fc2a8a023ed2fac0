import { compileApplicator } from './compile-applicator.ts';
import { compileAssertion } from './compile-assertion.ts';
import { ALWAYS, allOf, type JsonCondition, listDepth, NEVER } from './condition.ts';
import { type Compile, isObject, Uncompilable } from './parts.ts';

export type Compiled = { condition: JsonCondition } | { reason: string };

/** An engine plans a condition of many parts for minutes. */
const MAX_PARTS = 120;

/** Lists within lists: from about 16 on an engine plans twice as long for each. */
const MAX_LISTS = 10;

/** Keywords that say nothing about values. */
export const ANNOTATIONS: ReadonlySet<string> = new Set(
  '$schema $id $comment $defs definitions $anchor $vocabulary title description default examples deprecated readOnly writeOnly'.split(
    ' ',
  ),
);

/**
 * Compiles a JSON Schema (2020-12, without references) into a condition on a value of JSON.
 * @returns why that is not possible otherwise: of a keyword that is not known, say
 */
export function compileSchema(schema: unknown): Compiled {
  let left = MAX_PARTS;
  const spend = () => {
    if (left-- <= 0) throw new Uncompilable(`it has more than ${MAX_PARTS} parts`);
  };
  const compile: Compile = (part): JsonCondition => {
    spend();
    if (part === true) return ALWAYS;
    if (part === false) return NEVER;
    if (!isObject(part)) throw new Uncompilable('expected a schema: an object, true or false');
    return allOf(
      Object.entries(part).flatMap(([name, value]) => {
        if (ANNOTATIONS.has(name)) return [];
        return compileAssertion(name, value, spend) ?? compileApplicator(name, value, part, compile);
      }),
    );
  };
  try {
    const condition = compile(schema);
    if (listDepth(condition) > MAX_LISTS) {
      return { reason: `it looks into lists, or objects of any names, more than ${MAX_LISTS} deep` };
    }
    return { condition };
  } catch (error) {
    if (error instanceof Uncompilable) return { reason: error.message };
    throw error;
  }
}
