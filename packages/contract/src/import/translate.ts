import { showReceived, type YamlSource } from '@proofmark/documents';
import { isObject } from '../json-schema/parts.ts';
import { importCroissant } from './croissant.ts';
import { importDataPackage } from './data-package.ts';
import type { Draft } from './draft.ts';
import { importJsonSchema } from './json-schema.ts';
import { refuse } from './refuse.ts';
import { importTableSchema } from './table-schema.ts';

/** What a contract is written in. */
export type ContractStandard = 'ODCS' | 'Data Package' | 'Table Schema' | 'JSON Schema' | 'Croissant';

const IMPORTERS: Record<Exclude<ContractStandard, 'ODCS'>, (source: YamlSource) => Draft> = {
  'Data Package': importDataPackage,
  'Table Schema': importTableSchema,
  'JSON Schema': importJsonSchema,
  Croissant: importCroissant,
};

/**
 * Recognises the standard of a contract and translates it into ODCS v3.2.0, with the places of the original. What
 * ODCS cannot say stands there as a custom rule of the other standard.
 * @throws UserError `contract-invalid` when it is in none of the known ones
 */
export function translate(original: YamlSource): { standard: ContractStandard; source: YamlSource } {
  const standard = recognise(original);
  if (standard === 'ODCS') return { standard, source: original };
  return { standard, source: IMPORTERS[standard](original).source(original) };
}

function recognise(source: YamlSource): ContractStandard {
  const { value } = source;
  const has = (key: string) => isObject(value) && Object.hasOwn(value, key) && value[key] !== null;
  if (isObject(value)) {
    if (has('apiVersion') || has('kind')) return 'ODCS';
    if (has('@context') || has('conformsTo')) return 'Croissant';
    if (Array.isArray(value.resources)) return 'Data Package';
    if (Array.isArray(value.fields)) return 'Table Schema';
    const isSchema = ['$schema', '$ref', '$defs', 'properties', 'allOf', 'type'].some(has);
    if (isSchema && !Array.isArray(value.schema)) return 'JSON Schema';
    if (has('schema') || has('id')) return 'ODCS';
  }
  return refuse(
    source,
    [],
    'expected a data contract: ODCS (apiVersion, kind), Data Package (resources), Table Schema (fields), ' +
      `JSON Schema ($schema, properties) or Croissant (@context); received ${showReceived(
        isObject(value) ? Object.keys(value) : value,
      )}`,
  );
}
