import type { RuleKind, Severity, YamlSource } from '@proofmark/documents';
import { decimalAt } from './decimal-at.ts';
import type { Constraint, Demand, Literal, Location } from './model.ts';
import type { Scalar } from './odcs/parts.ts';
import type { CustomProperty } from './odcs/schema.ts';

/** ODCS leaves `severity` free; what stops nothing is said in one of these words. */
const SEVERITIES: Record<string, Severity> = {
  warning: 'warning',
  warn: 'warning',
  low: 'warning',
  info: 'info',
  information: 'info',
};

/** Whether a severity is one of those words, or one that stops (as every unknown word does). */
export function isKnownSeverity(text: string): boolean {
  return /^(?:error|critical|high|fatal)$/i.test(text) || text.toLowerCase() in SEVERITIES;
}

export function severityOf(text: string | undefined): Severity {
  return SEVERITIES[text?.toLowerCase() ?? ''] ?? 'error';
}

/**
 * Collects the constraints declared at one place of the file.
 *
 * ODCS gives a severity to quality rules alone. For the constraints of a property (or table) the custom properties
 * `proofmarkSeverity` and `proofmarkTolerance` give it: one value for all of them, or one for each by name,
 * `{minimum: warning}`.
 */
export class Declarations {
  readonly constraints: Constraint[] = [];
  readonly #source: YamlSource;
  readonly #path: readonly PropertyKey[];
  readonly #custom: Map<string, unknown>;
  /** The environments that everything declared here holds in. */
  readonly environments: string[] | undefined;

  /** @param inherited environments of the column this place lies in */
  constructor(
    source: YamlSource,
    path: readonly PropertyKey[],
    customProperties: CustomProperty[] | undefined,
    inherited?: string[],
  ) {
    this.#source = source;
    this.#path = path;
    this.#custom = new Map(customProperties?.map(({ property, value }) => [property, value]));
    this.environments = environmentsOf(customProperties) ?? inherited;
  }

  add(name: string, demand: Demand, at: readonly PropertyKey[], own: Own = {}): void {
    const tolerance = Number(this.#forConstraint('proofmarkTolerance', name) ?? 0);
    this.constraints.push({
      demand,
      name: own.name ?? name,
      severity: severityOf(own.severity ?? String(this.#forConstraint('proofmarkSeverity', name) ?? '')),
      tolerance: tolerance >= 0 && tolerance <= 1 ? tolerance : 0,
      environments: own.environments ?? this.environments,
      description: own.description,
      location: this.locate(at),
    });
  }

  unsupported(name: string, kind: RuleKind, reason: string, at: readonly PropertyKey[], own: Own = {}): void {
    this.add(name, { kind, unenforced: 'unsupported', reason }, at, own);
  }

  notApplicable(name: string, kind: RuleKind, reason: string, at: readonly PropertyKey[]): void {
    this.add(name, { kind, unenforced: 'not-applicable', reason }, at);
  }

  locate(at: readonly PropertyKey[]): Location {
    const { file, line = 1, column = 1 } = this.#source.locate([...this.#path, ...at], 'key');
    return { file, line, column };
  }

  /** A number with the digits it was written with, as far as SQL can read them. */
  number(at: readonly PropertyKey[], value: number): string {
    return decimalAt(this.#source, [...this.#path, ...at], value);
  }

  literal(at: readonly PropertyKey[], value: Scalar): Literal {
    if (value === null) return { type: 'null' };
    switch (typeof value) {
      case 'boolean':
        return { type: 'boolean', value };
      case 'number':
        return { type: 'number', value: this.number(at, value) };
      default:
        return { type: 'text', value };
    }
  }

  #forConstraint(property: string, name: string): unknown {
    const value = this.#custom.get(property);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : value;
  }
}

type Own = {
  severity?: string | undefined;
  description?: string | undefined;
  name?: string | undefined;
  environments?: string[] | undefined;
};

/** The environments that the custom property `proofmarkEnvironments` names: a text or a list of them. */
export function environmentsOf(customProperties: CustomProperty[] | undefined): string[] | undefined {
  const value = customProperties?.find(({ property }) => property === 'proofmarkEnvironments')?.value;
  if (value === undefined) return undefined;
  return (Array.isArray(value) ? value : [value]).map(String);
}
