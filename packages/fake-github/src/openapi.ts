import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { OperationId } from './operations.ts';
import { unprocessable } from './reply.ts';

/** A JSON Schema node of the extracted subset. */
export type Schema = {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  format?: string;
  minimum?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
};
export type Operation = {
  path: string;
  method: string;
  query: Record<string, Schema>;
  request?: Schema;
  /** Null: the description has that status, without a JSON body we check. */
  responses: Record<string, Schema | null>;
};
type Subset = {
  source: string;
  operations: Record<OperationId, Operation>;
  $defs: Record<string, Schema>;
};

const subset = JSON.parse(
  readFileSync(new URL('../openapi/api.github.com.json', import.meta.url), 'utf8'),
) as Subset;

const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
ajv.addFormat('date-time', dateTime);
ajv.addFormat('uri', (text: string) => URL.canParse(text));
ajv.addSchema({ $id: 'github', $defs: subset.$defs });

const compiled = new Map<string, ValidateFunction>();

function validatorOf(key: string, schema: Schema): ValidateFunction {
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const absolute = JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"github#/$defs/')) as Schema;
  const validate = ajv.compile(absolute);
  compiled.set(key, validate);
  return validate;
}

export function operationOf(id: OperationId): Operation {
  return subset.operations[id];
}

export function resolveSchema(schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const found = subset.$defs[schema.$ref.slice('#/$defs/'.length)];
  if (found === undefined) throw new Error(`the subset lacks ${schema.$ref}`);
  return resolveSchema(found);
}

/** GitHub's wording of a body that breaks the description. */
function describeRequestError(error: ErrorObject): string {
  const where = `properties${error.instancePath}`;
  if (error.keyword === 'required') return `"${String(error.params.missingProperty)}" wasn't supplied.`;
  return `For '${where}', ${error.message ?? error.keyword}.`;
}

/** Refuses a JSON body that the description of the operation does not allow, with 422 as GitHub does. */
export function checkRequest(id: OperationId, body: unknown): void {
  const schema = subset.operations[id].request;
  if (schema === undefined) return;
  const validate = validatorOf(`${id} request`, schema);
  if (validate(body ?? {})) return;
  throw unprocessable(`Invalid request.\n\n${(validate.errors ?? []).map(describeRequestError).join('\n')}`);
}

/** Complaints about an answer of the double itself; empty when the description allows it. */
export function checkResponse(id: OperationId, status: number, body: unknown): string[] {
  const { responses } = subset.operations[id];
  if (status >= 400) return [];
  if (!(String(status) in responses)) return [`${id}: status ${status} is not described`];
  const schema = responses[String(status)];
  if (schema === undefined || schema === null) return [];
  const validate = validatorOf(`${id} ${status}`, schema);
  if (validate(body)) return [];
  return (validate.errors ?? []).map((e) => `${id} ${status}: ${e.instancePath} ${e.message ?? e.keyword}`);
}
