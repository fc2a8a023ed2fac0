import { check, DIGESTS, readDigest, type YamlSource } from '@proofmark/documents';
import { importDialect } from './dialect.ts';
import { beginContract, type Draft, type Path, stemOf } from './draft.ts';
import { importTable } from './table-schema.ts';
import { DataPackage, type Resource } from './table-schema-model.ts';

/** Reads a Data Package: one table for each resource. */
export function importDataPackage(source: YamlSource): Draft {
  const where = { what: source.file, code: 'contract-invalid', source } as const;
  const described = check(DataPackage, source.value, where);
  const draft = beginContract('table-schema', {
    id: described.name ?? stemOf(source.file),
    version: described.version,
    name: described.title,
  });
  for (const [i, resource] of described.resources.entries()) {
    importResource(draft.item('schema', ['resources', i]), resource, i, source);
  }
  return draft;
}

function importResource(table: Draft, resource: Resource, index: number, source: YamlSource): void {
  const at = ['resources', index];
  const paths = [resource.path ?? []].flat();
  const name = resource.name ?? (paths[0] === undefined ? `resource${index + 1}` : stemOf(paths[0]));
  table.put('name', name, [...at, 'name']);
  if (resource.description !== undefined) {
    table.put('description', resource.description, [...at, 'description']);
  }
  if (typeof resource.schema === 'string') {
    const reason = 'the schema lies in another file, which is not read: put it in here';
    table.keep('schema', reason, resource.schema, [...at, 'schema']);
  } else if (resource.schema) {
    importTable(table, name, resource.schema, [...at, 'schema'], source);
  }
  if (resource.data !== undefined) {
    table.keep('data', 'rows inside the descriptor are not read', undefined, [...at, 'data']);
  }
  importDialect(table, resource, at);
  if (paths.length > 0) table.custom('proofmarkFiles', paths, [...at, 'path']);
  importFiles(table, resource, paths, at);
}

/** The hash stands for the one file of a resource; without a prefix (`sha256:`) it is one by MD5. */
function importFiles(table: Draft, resource: Resource, paths: readonly string[], at: Path): void {
  const { hash, bytes } = resource;
  if (hash === undefined && bytes === undefined) return;
  const [path] = paths;
  const place = [...at, hash === undefined ? 'bytes' : 'hash'];
  if (path === undefined || paths.length > 1) {
    table.keep('hash', 'a checksum of several files together is not compared', hash ?? bytes, place);
    return;
  }
  const known = digestOf(hash);
  if (hash !== undefined && known === undefined) {
    const reason = `expected a checksum by ${DIGESTS.join(', ')} (PREFIX:DIGITS; without prefix by MD5)`;
    table.keep('hash', reason, hash, place);
  }
  if (known) table.custom('proofmarkFile', { paths: [path], ...known }, place);
  else if (bytes !== undefined) table.custom('proofmarkFile', { paths: [path], bytes }, [...at, 'bytes']);
}

function digestOf(hash: string | undefined): Record<string, string> | undefined {
  const [, prefix = 'md5', digits = ''] = /^(?:([a-z0-9]+):)?([0-9a-f]+)$/i.exec(hash ?? '') ?? [];
  const algorithm = DIGESTS.find((each) => each === prefix.toLowerCase());
  const digest = algorithm && readDigest(algorithm, digits);
  return algorithm && digest !== undefined ? { [algorithm]: digest } : undefined;
}
