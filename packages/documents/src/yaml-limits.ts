/**
 * YAML comes from strangers' pull requests, and its parser takes far longer for some texts than for others. These
 * limits hold before anything is parsed; within them the worst text known takes seconds, most take milliseconds.
 */
const MAX_CHARACTERS = 2_000_000;
/** The parser recurses; thousands of levels end the process instead of the parse. No contract nests a tenth of this. */
const MAX_DEPTH = 200;
/** What costs the parser time is not a character but a token; a contract of 10,000 columns has half of this. */
const MAX_MARKS = 300_000;

/** What makes a text too much to parse, in words; undefined where nothing does. One pass over the characters. */
export function exceededLimit(text: string): string | undefined {
  if (text.length > MAX_CHARACTERS)
    return `expected at most ${MAX_CHARACTERS} characters, received ${text.length}`;
  const { depth, marks } = scan(text);
  if (depth > MAX_DEPTH || new RegExp(`^(?:[-?:] | ){${2 * MAX_DEPTH}}`, 'm').test(text))
    return `nested too deeply: expected at most ${MAX_DEPTH} levels`;
  return marks > MAX_MARKS
    ? `too many parts: expected at most ${MAX_MARKS} lines, brackets, commas, colons and other marks`
    : undefined;
}

const MARKS = new Set('\n\r[]{},:-?&*!|>#%\'"');

/** Bounds the nesting of brackets from above, and counts the marks; in quotes only lines count. */
function scan(text: string): { depth: number; marks: number } {
  let depth = 0;
  let marks = 0;
  let quote = '';
  for (let i = 0; i < text.length && depth <= MAX_DEPTH && marks <= MAX_MARKS; i++) {
    const character = text.charAt(i);
    if (quote !== '') {
      if (character === '\n') marks++;
      else if (character === '\\' && quote === '"') i++;
      else if (character === quote) quote = '';
      continue;
    }
    if (!MARKS.has(character)) continue;
    marks++;
    if (character === '[' || character === '{') depth++;
    else if (character === ']' || character === '}') depth = Math.max(0, depth - 1);
    // An apostrophe inside a word quotes nothing.
    else if ((character === '"' || character === "'") && /^$|[\s[{,:(-]/.test(text.charAt(i - 1))) {
      quote = character;
    }
  }
  return { depth, marks };
}
