/** What a run may be started by. */
export type Start = { event: string; types: readonly string[] };

/**
 * Whether an `if:` is known to let the job or the step run whatever the pull request is, after the ones before it ran.
 * Nothing else is known of an expression than status functions, the name of the event, and that drafts are looked at
 * again where `ready_for_review` starts the workflow.
 */
export function surelyRuns(condition: string | undefined, { event, types }: Start): boolean {
  if (condition === undefined) return true;
  const isReadAgain = types.includes('ready_for_review');
  const known = condition
    .replace(/^\s*\$\{\{([\s\S]*)\}\}\s*$/, '$1')
    .replace(/\s+/g, '')
    .replace(/\b(?:always|success)\(\)/g, 'true')
    .replace(/\b(?:cancelled|failure)\(\)/g, 'false')
    .replace(/github\.event_name([!=]=)'([a-z_]+)'/g, (_, sign: string, name: string) =>
      String((name === event) === (sign === '==')),
    )
    .replace(/github\.event\.pull_request\.draft/g, isReadAgain ? 'false' : 'draft');
  return reduce(known) === 'true';
}

/** A boolean expression of constants as far as it can be computed. */
function reduce(expression: string): string {
  const steps: readonly [RegExp, (...parts: string[]) => string][] = [
    [/\((true|false)\)/g, (_, value = '') => value],
    [/!(true|false)\b/g, (_, value) => String(value === 'false')],
    [/\b(true|false)==(true|false)\b/g, (_, a, b) => String(a === b)],
    [/\b(true|false)&&(true|false)\b/g, (_, a, b) => String(a === 'true' && b === 'true')],
    [
      /(?<![&!=]|\w)(true|false)\|\|(true|false)(?![&=\w])/g,
      (_, a, b) => String(a === 'true' || b === 'true'),
    ],
  ];
  const next = steps.reduce((text, [pattern, compute]) => text.replace(pattern, compute), expression);
  return next === expression ? next : reduce(next);
}
