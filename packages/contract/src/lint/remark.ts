import type { YamlSource } from '@proofmark/documents';
import { isKnownSeverity } from '../declarations.ts';
import type { Odcs } from '../odcs/root.ts';
import type { Finding } from './finding.ts';

const OWN = [
  'proofmarkAsOf',
  'proofmarkEnvironments',
  'proofmarkFile',
  'proofmarkFiles',
  'proofmarkLayout',
  'proofmarkNullText',
  'proofmarkOptional',
  'proofmarkSeverity',
  'proofmarkStrictJson',
  'proofmarkTolerance',
];

/** Fields that a later revision of the standard gave up, and what to write instead. */
const DEPRECATED: Record<string, string> = {
  dataProduct: 'a tag or a custom property',
  slaDefaultElement: '`element` of each service level',
};

/** Remarks on the fields of a document that leave no trace in the model: words that are not understood. */
export function remarkOn(odcs: Odcs, source: YamlSource): Finding[] {
  const findings: Finding[] = [];
  const remark = (
    path: readonly PropertyKey[],
    message: string,
    severity: Finding['severity'] = 'warning',
  ) => {
    const { file, line = 1, column = 1 } = source.locate(path, 'key');
    findings.push({ location: { file, line, column }, message, severity });
  };
  for (const [field, instead] of Object.entries(DEPRECATED)) {
    if (odcs[field as keyof Odcs] !== undefined && !odcs.apiVersion.startsWith('v3.0')) {
      remark([field], `${field} is deprecated since v3.1: expected ${instead}`);
    }
  }
  walk(source.value, [], (value, path) => {
    if (path.at(-1) === 'customProperties' && Array.isArray(value)) remarkOwn(value, path, remark);
    if (path.at(-2) === 'quality') remarkQuality(value as Record<string, unknown>, path, remark);
    if (path.at(-1) === 'properties' && Array.isArray(value)) remarkPositions(value, path, remark);
  });
  return findings;
}

type Remark = (path: readonly PropertyKey[], message: string, severity?: Finding['severity']) => void;

function walk(
  value: unknown,
  path: readonly PropertyKey[],
  visit: (value: unknown, path: readonly PropertyKey[]) => void,
): void {
  if (typeof value !== 'object' || value === null) return;
  visit(value, path);
  const entries = Array.isArray(value) ? value.entries() : Object.entries(value);
  for (const [key, item] of entries) walk(item, [...path, key], visit);
}

/** Custom properties of ours: a misspelt one would do nothing, without a word. */
function remarkOwn(list: readonly unknown[], path: readonly PropertyKey[], remark: Remark): void {
  for (const [i, item] of list.entries()) {
    const { property, value } = (item ?? {}) as { property?: unknown; value?: unknown };
    const at = [...path, i, 'value'];
    if (typeof property !== 'string' || !/^proofmark/i.test(property)) continue;
    if (!OWN.includes(property)) {
      remark(
        [...path, i, 'property'],
        `the custom property ${property} is unknown: expected ${OWN.join(', ')}`,
      );
      continue;
    }
    const values = typeof value === 'object' && value !== null ? Object.values(value) : [value];
    if (property === 'proofmarkSeverity' && !values.every((each) => isKnownSeverity(String(each)))) {
      remark(at, 'expected error, warning or info');
    }
    if (
      property === 'proofmarkTolerance' &&
      !values.every((each) => Number(each) >= 0 && Number(each) <= 1)
    ) {
      remark(at, 'expected shares from 0 to 1; anything else is taken as 0', 'error');
    }
  }
}

function remarkQuality(quality: Record<string, unknown>, path: readonly PropertyKey[], remark: Remark): void {
  const { severity, rule, metric } = quality;
  if (typeof severity === 'string' && !isKnownSeverity(severity)) {
    remark(
      [...path, 'severity'],
      `the severity ${severity} is unknown and taken as error: expected error, warning or info`,
    );
  }
  if (rule !== undefined) {
    remark(
      [...path, 'rule'],
      metric === undefined
        ? '`rule` is deprecated since v3.1: expected `metric`'
        : '`rule` says nothing beside `metric`',
    );
  }
}

/** Positions of a key that repeat, or that no key has. */
function remarkPositions(list: readonly unknown[], path: readonly PropertyKey[], remark: Remark): void {
  const seen = new Set<number>();
  for (const [i, item] of list.entries()) {
    const { primaryKey, primaryKeyPosition: position } = (item ?? {}) as Record<string, unknown>;
    if (typeof position !== 'number' || position < 1) continue;
    const at = [...path, i, 'primaryKeyPosition'];
    if (primaryKey !== true) remark(at, 'a position without `primaryKey: true` has no effect');
    else if (seen.has(position))
      remark(at, `another column of the key has position ${position} too`, 'error');
    seen.add(position);
  }
}
