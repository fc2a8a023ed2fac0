import { showReceived, UserError } from '@proofmark/documents';

/** n: accuracy of the candidate; o: of the baseline; d: share of rows on which their predictions differ. */
export type Variable = 'n' | 'o' | 'd';
export type Clause = {
  /** As the user wrote it, blanks made single. */
  text: string;
  /** Σ coefficient · variable; variables whose terms cancel out are absent. */
  coefficients: Readonly<Partial<Record<Variable, number>>>;
  comparison: '>' | '<';
  bound: number;
  tolerance: number;
};

type Token = { text: string; at: number };

const EXAMPLE = 'n - o > -0.01 +/- 0.01 /\\ d < 0.1 +/- 0.01';
const TOKEN =
  /\s*(\+\/-|±|\/\\|[<>*+-]|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?|[A-Za-z_]\w*|\S)/y;

/**
 * Parses a condition of ease.ml/ci: clauses `EXP (>|<) number +/- number` joined by `/\`, where EXP adds and subtracts
 * n, o and d, each perhaps times a number. Grammar: C. Renggli et al., "Continuous integration of machine learning
 * models with ease.ml/ci", SysML 2019, appendix A.1.
 * @param where begins each message, such as `gates[0].condition`
 * @throws UserError `policy-invalid` with the position, counted from 1
 */
export function parseCondition(text: string, where: string): Clause[] {
  const tokens = [...scan(text)];
  let next = 0;
  const fail = (expected: string): never => {
    const token = tokens[next];
    const at = token ? `position ${token.at + 1}` : 'the end';
    const received = token ? showReceived(token.text) : 'nothing';
    throw new UserError(
      'policy-invalid',
      `${where}: at ${at}: expected ${expected}, received ${received}; write for example ${EXAMPLE}`,
    );
  };
  const accept = (...texts: string[]): string | undefined => {
    const found = tokens[next]?.text;
    if (found === undefined || !texts.includes(found)) return undefined;
    next++;
    return found;
  };
  const number = (what: string): number => {
    const sign = accept('+', '-') === '-' ? -1 : 1;
    const value = Number(tokens[next]?.text);
    if (!/^[.\d]/.test(tokens[next]?.text ?? '') || !Number.isFinite(value)) return fail(what);
    next++;
    return sign * value;
  };
  const term = (): [Variable, number] => {
    if (/^[.\d]/.test(tokens[next]?.text ?? '')) {
      const factor = number('a number');
      if (!accept('*')) return fail('* and a variable');
      return [variable(), factor];
    }
    const name = variable();
    return accept('*') ? [name, number('a number')] : [name, 1];
  };
  const variable = (): Variable => {
    const name = accept('n', 'o', 'd');
    return name === 'n' || name === 'o' || name === 'd' ? name : fail('n, o or d');
  };
  const clause = (): Clause => {
    const start = tokens[next]?.at ?? 0;
    const coefficients: Partial<Record<Variable, number>> = {};
    for (let sign = 1; ; ) {
      const [name, factor] = term();
      coefficients[name] = (coefficients[name] ?? 0) + sign * factor;
      const operator = accept('+', '-');
      if (operator === undefined) break;
      sign = operator === '-' ? -1 : 1;
    }
    const comparison = accept('>', '<');
    if (comparison !== '>' && comparison !== '<') return fail('+, -, *, > or <');
    const bound = number('a number');
    if (!accept('+/-', '±')) return fail('+/- and a tolerance');
    const beforeTolerance = next;
    const tolerance = number('a tolerance');
    if (!(tolerance > 0)) {
      next = beforeTolerance;
      return fail('a tolerance above 0');
    }
    const end = tokens[next]?.at ?? text.length;
    for (const name of ['n', 'o', 'd'] as const) if (coefficients[name] === 0) delete coefficients[name];
    if (Object.keys(coefficients).length === 0) {
      throw new UserError(
        'policy-invalid',
        `${where}: at position ${start + 1}: the variables cancel out; write for example ${EXAMPLE}`,
      );
    }
    return {
      text: text.slice(start, end).trim().replace(/\s+/g, ' '),
      coefficients,
      comparison,
      bound,
      tolerance,
    };
  };
  const clauses = [clause()];
  while (accept('/\\')) clauses.push(clause());
  if (next < tokens.length) fail('/\\ or the end');
  return clauses;
}

function* scan(text: string): Generator<Token> {
  const pattern = new RegExp(TOKEN);
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const [whole, token = ''] = match;
    yield { text: token, at: match.index + whole.length - token.length };
  }
}
