import type { ContractFinding as Finding } from '@proofmark/documents';
import type { Constraint, Demand } from '../model.ts';

export type { ContractFinding as Finding } from '@proofmark/documents';

type OfKind<D, Kind> = D extends { kind: infer K } ? (Kind extends K ? D : never) : never;

/** A demand of one kind that is enforced, with its constraint. */
export type Stated<Kind extends Demand['kind']> = {
  constraint: Constraint;
  demand: OfKind<Exclude<Demand, { unenforced: unknown }>, Kind>;
};

/** The demands of a kind. */
export function demandsOf<Kind extends Demand['kind']>(
  constraints: readonly Constraint[],
  ...kinds: readonly Kind[]
): Stated<Kind>[] {
  return constraints.flatMap((constraint) => {
    const { demand } = constraint;
    const isWanted = !('unenforced' in demand) && kinds.some((kind) => kind === demand.kind);
    return isWanted ? [{ constraint, demand: demand as Stated<Kind>['demand'] }] : [];
  });
}

export function error({ location }: Constraint, message: string): Finding {
  return { location, message, severity: 'error' };
}

export function warning({ location }: Constraint, message: string): Finding {
  return { location, message, severity: 'warning' };
}
