import { z } from 'zod';
import { CustomProperties, type Revision, StableId } from './parts.ts';

/** Fields of each server type; a `!` marks the required ones (ODCS v3, "Infrastructure and servers"). */
const FIELDS: Record<string, string> = {
  api: 'location!',
  athena: 'schema! stagingDir catalog regionName workgroup',
  azure: 'location! format! delimiter',
  bigquery: 'project! dataset!',
  btrieve: 'host! database! port',
  clickhouse: 'host! port! database!',
  cloudsql: 'host! port! database! schema!',
  custom:
    'account catalog database dataset delimiter endpointUrl format host location path port project region regionName schema serviceName stagingDir stream warehouse',
  databricks: 'catalog! schema! host',
  db2: 'host! port! database! schema',
  denodo: 'host! port! database',
  dremio: 'host! port! schema',
  duckdb: 'database! schema',
  exasol: 'host! port schema',
  fastobjects: 'database! host port',
  glue: 'account! database! location format',
  hana: 'host! port database schema',
  hive: 'host! database! port',
  iceberg: 'catalog! catalogUrl! namespace warehouse',
  impala: 'host! database! port',
  informix: 'host! database! port',
  ingres: 'database! host! port',
  kafka: 'host! format',
  kinesis: 'region format stream',
  local: 'path! format!',
  mysql: 'host! port! database!',
  oracle: 'host! port! serviceName!',
  poet: 'database! host port',
  postgres: 'host! port! database! schema!',
  postgresql: 'host! port! database! schema!',
  presto: 'host! catalog schema',
  pubsub: 'project!',
  redshift: 'database! schema! host region account',
  s3: 'location! endpointUrl format delimiter',
  sftp: 'location! format delimiter',
  snowflake: 'account! database! schema! host port warehouse',
  sqlserver: 'host! database! schema! port',
  synapse: 'host! port! database!',
  teradata: 'host! port database',
  trino: 'host! port! catalog! schema!',
  vectorwise: 'database! host! port',
  versant: 'database! host port',
  vertica: 'host! port! database! schema!',
  zen: 'host! database! port',
};

const SINCE_32 = new Set(
  'btrieve exasol fastobjects hana iceberg ingres poet teradata vectorwise versant'.split(' '),
);
const SINCE_31 = new Set(['hive', 'impala', 'zen']);

/** The server types a revision knows. */
function typesOf(revision: Revision): string[] {
  return Object.keys(FIELDS).filter(
    (type) => (revision === '3.2' || !SINCE_32.has(type)) && (revision !== '3.0' || !SINCE_31.has(type)),
  );
}

export function Server(revision: Revision) {
  const own = {
    id: StableId.optional(),
    server: z.string(),
    type: z.enum(typesOf(revision)),
    description: z.string().optional(),
    environment: z.string().optional(),
    encoding: z.string().optional(),
    roles: z.array(z.unknown()).optional(),
    customProperties: CustomProperties(revision).optional(),
  };
  return z.looseObject(own).superRefine((server, context) => {
    const type = String(server.type);
    const fields = (FIELDS[type] ?? '').split(' ').filter((field) => field !== '');
    const report = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message });
    for (const field of fields.filter((name) => name.endsWith('!')).map((name) => name.slice(0, -1))) {
      if (!(field in server)) report(field, `is missing: a server of type ${type} needs it`);
    }
    const known = new Set([...Object.keys(own), ...fields.map((name) => name.replace('!', ''))]);
    for (const [field, value] of Object.entries(server)) {
      if (field in own) continue;
      if (revision !== '3.0' && !known.has(field)) {
        report(field, `unknown field of a server of type ${type}`);
      } else if (field === 'port' ? !isPort(value, revision) : typeof value !== 'string') {
        report(field, field === 'port' ? 'expected an integer' : 'expected a string');
      }
    }
  });
}

function isPort(value: unknown, revision: Revision): boolean {
  return Number.isInteger(value) || (revision === '3.2' && typeof value === 'string');
}
