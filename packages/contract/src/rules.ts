import type { RuleKind, Severity } from '@proofmark/documents';
import type { Column, Constraint, Contract, Location, Table } from './model.ts';
import { planDemand } from './plan.ts';
import type { Plan } from './test-plan.ts';
import { describeDemand } from './words.ts';

/** One declared constraint, made ready: nothing that a contract declares is without a rule. */
export type Rule = {
  /** Unique in the contract and stable while the contract's names are: `flights.delay.minimum`. */
  id: string;
  kind: RuleKind;
  /** Name of the table in the contract; empty for what belongs to none. */
  table: string;
  /** Name of the column in the files; of what lies inside of one, the path. */
  column: string | undefined;
  /** The column that it lies in. */
  outer: string | undefined;
  severity: Severity;
  tolerance: number;
  /** In words: "delay is at least -60". */
  description: string;
  /** In words, without the column: "at least -60". */
  expected: string;
  location: Location;
  plan: Plan;
};

/**
 * Makes a rule of each constraint of a contract, in the order of the file. Pure.
 * @param environment where the data are used; undefined holds the data to the rules of every environment
 */
export function rules(contract: Contract, environment?: string): Rule[] {
  const taken = new Map<string, number>();
  const make = (constraint: Constraint, table: Table | undefined, column: Column | undefined): Rule => {
    const base = [table?.name, column?.logicalName, constraint.name]
      .filter((part) => part !== undefined)
      .join('.');
    const seen = taken.get(base) ?? 0;
    taken.set(base, seen + 1);
    const plan = isElsewhere(constraint, environment) ?? planDemand(constraint.demand, column);
    const words = describeDemand(constraint.demand, column);
    return {
      id: seen === 0 ? base : `${base}#${seen + 1}`,
      kind: constraint.demand.kind,
      table: table?.name ?? '',
      column: column?.name,
      outer: column?.outer,
      severity: constraint.severity,
      tolerance: constraint.tolerance,
      description: constraint.description ?? words.description,
      expected: words.expected,
      location: constraint.location,
      plan,
    };
  };
  return [
    ...contract.tables.flatMap((table) => [
      ...table.columns.flatMap((column) => column.constraints.map((each) => make(each, table, column))),
      ...table.constraints.map((each) => make(each, table, undefined)),
    ]),
    ...contract.constraints.map((each) => make(each, undefined, undefined)),
  ];
}

function isElsewhere({ environments }: Constraint, environment: string | undefined): Plan | undefined {
  if (environment === undefined || environments === undefined || environments.includes(environment)) {
    return undefined;
  }
  const reason = `it holds in ${environments.join(', ') || 'no environment'}, not in ${environment}`;
  return { status: 'not-applicable', reason };
}
