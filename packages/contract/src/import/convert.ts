import { exactDecimal, Numeral, writeYaml, type YamlSource } from '@proofmark/documents';
import { isObject } from '../json-schema/parts.ts';
import type { Location } from '../model.ts';
import { readOdcs } from '../read-contract.ts';
import { escapeVariables } from '../variables.ts';
import { type Path, reasonOfImport } from './draft.ts';
import { showPath } from './refuse.ts';
import { upgradeOdcs } from './upgrade-odcs.ts';

/** Something of the original that the converted contract does not say, or says without anybody enforcing it. */
export type NotCarried = { what: string; reason: string; location: Location };

export type Conversion = {
  /** The contract in ODCS v3.2.0. */
  yaml: string;
  /** What it was written in. */
  standard: string;
  notCarried: NotCarried[];
};

/**
 * Writes a contract of any standard as ODCS v3.2.0. What ODCS cannot say is kept as a custom rule of the other
 * standard, and listed; numbers keep their digits.
 * @throws UserError `contract-invalid` as `readContract`
 */
export function convertToOdcs(text: string, file: string): Conversion {
  const { source, standard } = readOdcs(text, file);
  const value = structuredClone(source.value) as Record<string, unknown>;
  const hasVariables = standard === 'ODCS v3.2.0';
  const kept = findKept(value, source);
  const { removed, moved } = upgradeOdcs(value);
  const dropped = removed.map(({ at, reason }) => ({
    what: showPath(at),
    reason: `ODCS v3.2.0 refuses it: ${reason}`,
    location: locate(source, at),
  }));
  const digitsOf = (path: Path) => source.written(moved.get(JSON.stringify(path)) ?? path);
  const prepared = mapScalars(value, [], (scalar, path) => {
    if (typeof scalar === 'number') return keepDigits(scalar, digitsOf(path));
    return typeof scalar === 'string' && !hasVariables ? escapeVariables(scalar, path.at(-1)) : scalar;
  });
  const comment = `Converted from ${JSON.stringify(file).slice(1, -1)} (${standard}).`;
  return { yaml: writeYaml(prepared, comment), standard, notCarried: [...kept, ...dropped] };
}

/** Rules that an import kept because ODCS has no words for them. */
function findKept(root: unknown, source: YamlSource): NotCarried[] {
  const found: NotCarried[] = [];
  const search = (value: unknown, path: Path, owner: string): void => {
    if (Array.isArray(value)) {
      for (const [i, each] of value.entries()) search(each, [...path, i], owner);
    } else if (isObject(value)) {
      const reason = reasonOfImport(value);
      const name = typeof value.name === 'string' ? value.name : undefined;
      if (reason !== undefined) {
        found.push({ what: `${owner}: ${name}`, reason, location: locate(source, path) });
        return;
      }
      const here = name === undefined || path.length === 0 ? owner : owner ? `${owner}.${name}` : name;
      for (const [key, each] of Object.entries(value)) search(each, [...path, key], here);
    }
  };
  search(root, [], '');
  return found;
}

function mapScalars(value: unknown, path: Path, change: (scalar: unknown, path: Path) => unknown): unknown {
  if (Array.isArray(value)) return value.map((each, i) => mapScalars(each, [...path, i], change));
  if (!isObject(value)) return change(value, path);
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, mapScalars(each, [...path, key], change)]),
  );
}

function keepDigits(value: number, digits: string | undefined): number | Numeral {
  if (digits === undefined || Number(digits) !== value) return value;
  const isPlain = /^-?\d+(\.\d+)?$/.test(digits);
  const exact = isPlain ? digits : exactDecimal(digits);
  return exact === undefined || exact === String(value) ? value : new Numeral(exact);
}

function locate(source: YamlSource, path: Path): Location {
  const { file, line = 1, column = 1 } = source.locate(path, 'key');
  return { file, line, column };
}
