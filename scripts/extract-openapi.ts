/**
 * Extracts the operations that the GitHub double serves from GitHub's OpenAPI description.
 *
 *   npm pack @octokit/openapi@23.0.2 && tar xzf octokit-openapi-23.0.2.tgz
 *   node scripts/extract-openapi.ts package/generated/api.github.com.json [--check]
 *
 * The package is 385 MB installed, so it is no dependency: the small result is committed instead.
 * OpenAPI 3.0 `nullable` becomes a JSON Schema 2020-12 type, prose and examples are left out.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { operationIds } from '../packages/fake-github/src/operations.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

const target = new URL('../packages/fake-github/openapi/api.github.com.json', import.meta.url);
const methods = ['get', 'post', 'put', 'patch', 'delete'];
const prose = new Set([
  'description',
  'example',
  'examples',
  'title',
  'deprecated',
  'externalDocs',
  'readOnly',
  'writeOnly',
]);

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function at(root: JsonObject, ...path: string[]): Json | undefined {
  let here: Json | undefined = root;
  for (const key of path) here = isObject(here) ? here[key] : undefined;
  return here;
}

/** Turns one OpenAPI 3.0 schema into a 2020-12 schema without prose. */
function toJsonSchema(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(toJsonSchema);
  if (!isObject(schema)) return schema;
  const out: JsonObject = {};
  for (const [key, value] of Object.entries(schema)) {
    if (prose.has(key) || key.startsWith('x-') || key === 'nullable' || key === 'discriminator') continue;
    if (key === 'properties' && isObject(value)) {
      out[key] = Object.fromEntries(
        Object.entries(value).map(([name, inner]) => [name, toJsonSchema(inner)]),
      );
    } else if (key === 'enum' || key === 'default' || key === 'required') {
      out[key] = value;
    } else if (key === '$ref' && typeof value === 'string') {
      out[key] = value.replace('#/components/schemas/', '#/$defs/');
    } else {
      out[key] = toJsonSchema(value);
    }
  }
  if (schema.nullable !== true) return out;
  if (Array.isArray(out.enum) && !out.enum.includes(null)) out.enum = [...out.enum, null];
  if (typeof out.type === 'string') return { ...out, type: [out.type, 'null'] };
  return { anyOf: [out, { type: 'null' }] };
}

/** Follows `#/components/<kind>/<name>` for parameters and responses. */
function resolve(root: JsonObject, value: Json): JsonObject {
  if (isObject(value) && typeof value.$ref === 'string') {
    const found = at(root, ...value.$ref.slice(2).split('/'));
    return resolve(root, found ?? null);
  }
  if (!isObject(value)) throw new Error(`not an object: ${JSON.stringify(value)}`);
  return value;
}

function contentSchema(body: JsonObject): Json | undefined {
  const schema = at(body, 'content', 'application/json', 'schema');
  return schema === undefined ? undefined : toJsonSchema(schema);
}

function extractOperation(root: JsonObject, path: string, method: string, operation: JsonObject): JsonObject {
  const query: JsonObject = {};
  const parameters = Array.isArray(operation.parameters) ? operation.parameters : [];
  for (const raw of parameters) {
    const parameter = resolve(root, raw);
    if (parameter.in !== 'query') continue;
    query[String(parameter.name)] = toJsonSchema(parameter.schema ?? {});
  }
  const responses: JsonObject = {};
  for (const [status, raw] of Object.entries((operation.responses ?? {}) as JsonObject)) {
    const schema = contentSchema(resolve(root, raw));
    // Error bodies are hand-coded in the double: GitHub's description of them is looser than its answers.
    responses[status] = status.startsWith('2') && schema !== undefined ? schema : null;
  }
  const body = operation.requestBody;
  const request = body === undefined ? undefined : contentSchema(resolve(root, body));
  return { path, method, query, ...(request === undefined ? {} : { request }), responses };
}

function collectDefs(root: JsonObject, seeds: Json): JsonObject {
  const defs: JsonObject = {};
  const visit = (value: Json): void => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    if (!isObject(value)) return;
    const ref = value.$ref;
    if (typeof ref === 'string') {
      const name = ref.slice('#/$defs/'.length);
      if (!(name in defs)) {
        const found = at(root, 'components', 'schemas', name);
        if (found === undefined) throw new Error(`missing schema ${name}`);
        const schema = toJsonSchema(found);
        defs[name] = schema;
        visit(schema);
      }
    }
    for (const inner of Object.values(value)) visit(inner);
  };
  visit(seeds);
  return Object.fromEntries(Object.entries(defs).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function extract(descriptionFile: string): string {
  const root = JSON.parse(readFileSync(descriptionFile, 'utf8')) as JsonObject;
  const packageFile = join(dirname(descriptionFile), '..', 'package.json');
  const { name, version } = JSON.parse(readFileSync(packageFile, 'utf8')) as {
    name: string;
    version: string;
  };
  const wanted = new Set<string>(operationIds);
  const operations: JsonObject = {};
  for (const [path, item] of Object.entries(root.paths as JsonObject)) {
    for (const method of methods) {
      const operation = at(item as JsonObject, method);
      const id = isObject(operation) ? operation.operationId : undefined;
      if (isObject(operation) && typeof id === 'string' && wanted.delete(id)) {
        operations[id] = extractOperation(root, path, method, operation);
      }
    }
  }
  if (wanted.size > 0) throw new Error(`the description has no ${[...wanted].join(', ')}`);
  const subset = {
    source: `${name}@${version} generated/api.github.com.json`,
    operations,
    $defs: collectDefs(root, operations),
  };
  return `${JSON.stringify(subset)}\n`;
}

const [descriptionFile, check] = process.argv.slice(2);
if (descriptionFile === undefined) {
  console.error('usage: node scripts/extract-openapi.ts <api.github.com.json> [--check]');
  process.exit(2);
}
const text = extract(descriptionFile);
if (check === '--check') {
  if (readFileSync(target, 'utf8') !== text) {
    console.error('packages/fake-github/openapi/api.github.com.json is stale: run without --check');
    process.exit(1);
  }
} else {
  writeFileSync(target, text);
  console.log(`${(text.length / 1024).toFixed(0)} KB`);
}
