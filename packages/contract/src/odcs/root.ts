import { z } from 'zod';
import {
  API_VERSIONS,
  Context,
  CustomProperties,
  closedSince31,
  Definitions,
  type Revision,
  StableId,
  since,
  Tags,
} from './parts.ts';
import { SchemaObject, ServiceLevel } from './schema.ts';
import { Server } from './servers.ts';

function people(revision: Revision) {
  const customProperties = CustomProperties(revision).optional();
  const authoritativeDefinitions = Definitions(revision).optional();
  const member = closedSince31(revision, {
    id: StableId.optional(),
    username: revision === '3.0' ? z.string().optional() : z.string(),
    name: z.string().optional(),
    description: z.string().optional(),
    role: z.string().optional(),
    dateIn: z.string().optional(),
    dateOut: z.string().optional(),
    replacedByUsername: z.string().optional(),
    tags: Tags.optional(),
    customProperties,
    authoritativeDefinitions,
  });
  const team = z.strictObject({
    id: StableId.optional(),
    name: z.string().optional(),
    description: z.string().optional(),
    members: z.array(member).optional(),
    tags: Tags.optional(),
    customProperties,
    authoritativeDefinitions,
  });
  const role = closedSince31(revision, {
    id: StableId.optional(),
    role: z.string(),
    description: z.string().optional(),
    access: z.string().optional(),
    firstLevelApprovers: z.string().optional(),
    secondLevelApprovers: z.string().optional(),
    customProperties,
  });
  const support = closedSince31(revision, {
    id: StableId.optional(),
    channel: z.string(),
    url: revision === '3.0' ? z.string() : z.string().optional(),
    description: z.string().optional(),
    tool: z.string().optional(),
    scope: z.string().optional(),
    invitationUrl: z.string().optional(),
    customProperties,
  });
  const price = closedSince31(revision, {
    id: StableId.optional(),
    priceAmount: z.number().optional(),
    priceCurrency: z.string().optional(),
    priceUnit: z.string().optional(),
  });
  return { team: z.union([team, z.array(member)]), role, support, price };
}

/** A whole contract of one revision of the standard. Closed: an unknown field is a mistake. */
export function Odcs(revision: Revision) {
  const { team, role, support, price } = people(revision);
  return z.strictObject({
    apiVersion: z.enum(API_VERSIONS),
    kind: z.literal('DataContract'),
    id: z.string(),
    version: z.string(),
    // v3.2 made the status optional; its absence harms nothing in the older ones either, but they demand it.
    status: revision === '3.2' ? z.string().optional() : z.string(),
    name: z.string().optional(),
    tenant: z.string().optional(),
    tags: Tags.optional(),
    servers: z.array(Server(revision)).optional(),
    dataProduct: z.string().optional(),
    description: z
      .looseObject({
        usage: z.string().optional(),
        purpose: z.string().optional(),
        limitations: z.string().optional(),
        authoritativeDefinitions: Definitions(revision).optional(),
        customProperties: CustomProperties(revision).optional(),
      })
      .optional(),
    domain: z.string().optional(),
    context: since('3.2', revision, Context(revision)),
    schema: z.array(SchemaObject(revision)).optional(),
    support: z.array(support).optional(),
    price: price.optional(),
    team: team.optional(),
    roles: z.array(role).optional(),
    slaDefaultElement: z.string().optional(),
    slaProperties: z.array(ServiceLevel(revision)).optional(),
    authoritativeDefinitions: Definitions(revision).optional(),
    customProperties: CustomProperties(revision).optional(),
    contractCreatedTs: z.string().optional(),
  });
}
export type Odcs = z.infer<ReturnType<typeof Odcs>>;
