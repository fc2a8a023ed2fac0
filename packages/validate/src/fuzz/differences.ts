import type { Validation } from '@proofmark/documents';

/** The rules whose counts differ from those by hand: one line each, nothing when all agree. */
export function differences(counted: ReadonlyMap<string, number>, checks: Validation['checks']): string[] {
  return [...counted].flatMap(([id, failing]) => {
    const check = checks.find((other) => other.id === id);
    const wanted = `${failing} failing, ${failing === 0 ? 'pass' : 'fail'}`;
    const found = check
      ? `${check.failing} failing, ${check.status}${check.reason ? ` (${check.reason})` : ''}`
      : 'no such check';
    return found === wanted ? [] : [`${id}: expected ${wanted}; received ${found}`];
  });
}
