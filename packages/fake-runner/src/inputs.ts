import type { GithubContext } from './context.ts';
import type { ActionMetadata } from './metadata.ts';

export type ResolvedInputs = {
  /** `INPUT_…` variables: upper case, blanks become `_`, hyphens stay. */
  readonly variables: Readonly<Record<string, string>>;
  /** What the runner would warn about. */
  readonly warnings: readonly string[];
};

/**
 * Joins the inputs of a step with the defaults of action.yml as the runner does: names ignore case, an unknown
 * name is a warning, and `required` is not enforced (the action must do that itself).
 */
export function resolveInputs(
  metadata: ActionMetadata,
  given: Readonly<Record<string, string>>,
  context: GithubContext,
  workspace: string,
): ResolvedInputs {
  const names = new Map([...metadata.inputs.keys()].map((name) => [name.toLowerCase(), name]));
  const warnings: string[] = [];
  const unknown = Object.keys(given).filter((name) => !names.has(name.toLowerCase()));
  if (unknown.length > 0) {
    const valid = [...metadata.inputs.keys()].map((name) => `'${name}'`).join(', ');
    warnings.push(
      `Unexpected input(s) ${unknown.map((n) => `'${n}'`).join(', ')}, valid inputs are [${valid}]`,
    );
  }
  const variables: Record<string, string> = {};
  for (const [name, input] of metadata.inputs) {
    variables[variableName(name)] = evaluateDefault(input.default ?? '', context, workspace);
  }
  for (const [name, value] of Object.entries(given)) {
    const deprecation = metadata.inputs.get(names.get(name.toLowerCase()) ?? '')?.deprecationMessage;
    if (deprecation !== undefined) {
      warnings.push(`Input '${name}' has been deprecated with message: ${deprecation}`);
    }
    variables[variableName(name)] = value;
  }
  return { variables, warnings };
}

function variableName(input: string): string {
  return `INPUT_${input.replaceAll(' ', '_').toUpperCase()}`;
}

/** Defaults may use the `github` context; anything else in `${{ }}` is not available to an action's default. */
function evaluateDefault(text: string, context: GithubContext, workspace: string): string {
  return text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_all, expression: string) => {
    const values: Record<string, string> = {
      'github.token': context.token,
      'github.repository': context.repository,
      'github.sha': context.sha,
      'github.ref': context.ref,
      'github.run_id': context.runId,
      'github.workspace': workspace,
      'github.event_name': context.eventName,
    };
    const value = values[expression];
    if (value === undefined) throw new Error(`Unrecognized expression in a default: \${{ ${expression} }}`);
    return value;
  });
}
