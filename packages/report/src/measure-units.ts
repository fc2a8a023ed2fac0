import type { Evaluation, GateResult } from '@proofmark/documents';
import { plain } from './escape.ts';

/** The unit that the policy gives a measure, by its name. */
export type Units = ReadonlyMap<string, string>;

const NO_BREAK = '\u00a0';
const PREFIXES = ['bytes', 'KB', 'MB', 'GB', 'TB'];

export function measureUnits(evaluation: Evaluation | undefined): Units {
  return new Map(
    (evaluation?.measures ?? []).flatMap(({ name, unit }) => (unit === undefined ? [] : [[name, unit]])),
  );
}

/**
 * What to divide numbers by for people to read them, and what to write behind each: bytes in powers of 1000, as GitHub
 * shows them, other units as they are.
 */
export function readableUnit(
  unit: string | undefined,
  numbers: readonly number[],
): { by: number; suffix: string } {
  if (unit === undefined) return { by: 1, suffix: '' };
  if (unit !== 'bytes') return { by: 1, suffix: `${NO_BREAK}${markdownUnit(unit)}` };
  const largest = Math.max(1, ...numbers.map(Math.abs));
  const step = Math.min(PREFIXES.length - 1, Math.floor(Math.log10(largest) / 3));
  return { by: 1000 ** step, suffix: `${NO_BREAK}${PREFIXES[step]}` };
}

/** The numbers of a gate in their readable unit. */
export function inReadableUnit(
  gate: GateResult,
  unit: string | undefined,
): { gate: GateResult; suffix: string } {
  const { by, suffix } = readableUnit(unit, [gate.candidate?.value ?? 0, gate.threshold]);
  return { gate: divide(gate, by), suffix };
}

/** Short and harmless in a table: units are words of the policy. */
function markdownUnit(unit: string): string {
  return plain(unit, 20).replace(/[^\p{L}\p{N} %/.µ°²³]/gu, '');
}

function divide(gate: GateResult, by: number): GateResult {
  const part = <T extends GateResult['candidate']>(measured: T): T =>
    measured && {
      ...measured,
      value: measured.value / by,
      interval: measured.interval && {
        ...measured.interval,
        lower: measured.interval.lower / by,
        upper: measured.interval.upper / by,
      },
    };
  return {
    ...gate,
    threshold: gate.threshold / by,
    candidate: part(gate.candidate),
    baseline: part(gate.baseline),
    change: part(gate.change),
    limit: gate.limit && { ...gate.limit, value: gate.limit.value / by },
  };
}
