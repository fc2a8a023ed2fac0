/**
 * Functions that make a value as long as an argument says, within one call: nothing interrupts it, so neither a time
 * limit nor (for texts) the memory limit ends it. The number is the place of that argument; 'all': each may be it.
 */
const LENGTH_ARGUMENTS: Readonly<Record<string, number | 'all'>> = {
  repeat: 1,
  lpad: 1,
  rpad: 1,
  bar: 3,
  bitstring: 1,
  list_resize: 1,
  array_resize: 1,
  range: 'all',
  generate_series: 'all',
};

/** Functions whose first argument, a template, says how wide a value is made. */
const TEMPLATES: ReadonlySet<string> = new Set(['format', 'printf']);
/** Widest value of a template: what these functions build for many rows is not counted before it is there. */
const MAX_WIDTH = 10_000;

/** About a tenth of a second, and less than 100 MB. */
export const MAX_LENGTH = 10_000_000;

type SyntaxNode = Record<string, unknown>;

/** Adds up what the calls of one statement may make. The lengths multiply: one call may be inside of another. */
export class SizeGuard {
  #product = 1;
  /** As tables these functions stream their rows, and a time limit ends them. */
  readonly #streamed = new Set<unknown>();

  /** @returns why the node is refused */
  problemOf(node: SyntaxNode): string | undefined {
    if (node.type === 'TABLE_FUNCTION') this.#streamed.add(node.function);
    const name = String(node.function_name).toLowerCase();
    if (node.type === 'FUNCTION' && TEMPLATES.has(name)) return templateProblem(name, node);
    const place = node.type === 'FUNCTION' && Object.hasOwn(LENGTH_ARGUMENTS, name) && LENGTH_ARGUMENTS[name];
    if (place === false || place === undefined || this.#streamed.has(node)) return undefined;
    const given = Array.isArray(node.children) ? (node.children as SyntaxNode[]) : [];
    const lengths = (place === 'all' ? given : given.slice(place, place + 1)).map(numberOf);
    if (lengths.includes(undefined)) {
      const remedy = place === 'all' ? `; use it as a table: FROM ${name}(…)` : '';
      return `the function ${name} makes a value of a length that is no plain number${remedy}`;
    }
    this.#product *= Math.max(1, ...lengths.map(Number));
    if (this.#product <= MAX_LENGTH) return undefined;
    return `the function ${name} makes a value longer than ${MAX_LENGTH}`;
  }
}

/** Widths stand in the template, or (`{:{}}`, `%*d`) in another argument. */
function templateProblem(name: string, { children }: SyntaxNode): string | undefined {
  const template = constantOf(Array.isArray(children) ? (children[0] as SyntaxNode) : undefined);
  if (typeof template !== 'string') return `the template of the function ${name} is no plain text`;
  const isOfArgument =
    name === 'printf' ? template.includes('*') : /\{[^}]*\{/.test(template.replaceAll('{{', ''));
  const widest = Math.max(0, ...(template.match(/\d+/g) ?? []).map(Number));
  return isOfArgument || widest > MAX_WIDTH
    ? `the function ${name} may make a value wider than ${MAX_WIDTH}`
    : undefined;
}

/** The number that a constant of the syntax tree is. */
function numberOf(node: SyntaxNode | undefined): number | undefined {
  const value = constantOf(node);
  return typeof value === 'number' ? value : undefined;
}

function constantOf(node: SyntaxNode | undefined): unknown {
  return node?.class === 'CONSTANT' ? (node.value as SyntaxNode | undefined)?.value : undefined;
}
