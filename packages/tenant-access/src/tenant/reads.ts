import {
  type DeletedItem,
  type GraphApplication,
  type GraphReads,
  RemoteError,
  type VplusOrganization,
  type VplusReads,
} from '@vplus/clients';
import { findApplication } from '../application/find-application.ts';
import { isOurs } from '../application/naming.ts';
import { allOfferedBy, type Offered } from '../permissions/offered.ts';
import type { Connection, Memory, Readers } from '../ports.ts';

/** undefined: may not be read, or was not answered. */
type Read<T> = () => Promise<T | undefined>;

/**
 * What a plan and its checks look at beside the steps: each thing is read when it is first wanted, and once. What is
 * wanted in the same tick travels in one `$batch`.
 */
export interface Reads {
  /** Answers for our application and for SharePoint's settings what was read already; all else is asked anew. */
  graph: GraphReads;
  /** Lists the organizations once, for all that look at them. */
  vplus: VplusReads;
  application(): Promise<GraphApplication | null>;
  /** Everything of the vendor's list that the tenant offers, whatever was chosen. */
  offered(): Promise<Offered[]>;
  memory(): Promise<Memory>;
  sameName: Read<GraphApplication[]>;
  /** A deleted application of this connection. */
  deleted: Read<DeletedItem | null>;
  defaultPolicy: Read<unknown>;
  /** Of our application, if it exists: it replaces the default one. */
  ownPolicies: Read<unknown[]>;
  skus: Read<NonNullable<Awaited<ReturnType<GraphReads['subscribedSkus']>>>>;
  sharePoint: Read<{ isLegacyAuthProtocolsEnabled: boolean }>;
  conditionalAccess: Read<NonNullable<Awaited<ReturnType<GraphReads['conditionalAccessPolicies']>>>>;
  securityDefaults: Read<{ isEnabled: boolean }>;
  authorization: Read<{ allowedToCreateApps: boolean }>;
  /** Template ids; undefined also where nobody approved the scope for it, which the assistant does not ask for. */
  eligibleRoles: Read<string[]>;
  organization(): ReturnType<GraphReads['organization']>;
  /** Organizations of this tenant on the vPlus server; undefined: it did not answer. */
  organizations: Read<VplusOrganization[]>;
  /** All of the server, for their names alone: other tenants' are shown to nobody. */
  allOrganizations: Read<VplusOrganization[]>;
  skewMs(): number | null;
}

/** Not asked for by default; whoever wants the better answer adds it to the registration of the assistant. */
const eligibilityScope = 'roleeligibilityschedule.read.directory';

export function createReads(services: Readers, connection: Connection): Reads {
  const { graph, vplus, recall, grantedScopes } = services;
  const { adoptApplication, applicationName } = connection.choices;
  const application = once(() => findApplication(services, connection));
  const allOrganizations = onceAnswered(() => vplus.organizations());
  const sharePoint = once(() => graph.sharepointSettings());
  const remembering: GraphReads = {
    ...graph,
    application: (name) => (adoptApplication === null ? application() : graph.application(name)),
    applicationsTagged: async () => [await application()].filter((found) => found !== null),
    sharepointSettings: sharePoint,
    applicationById: (id) => (id === adoptApplication ? application() : graph.applicationById(id)),
  };
  const seesEligible = grantedScopes?.some((scope) => scope.toLowerCase() === eligibilityScope) ?? false;

  return {
    graph: remembering,
    vplus: { ...vplus, organizations: allOrganizations },
    application,
    offered: once(() => allOfferedBy(remembering)),
    memory: once(recall),
    sameName: quietly(() => graph.applicationsNamed(applicationName)),
    deleted: quietly(async () => (await graph.deletedApplications()).find((one) => isOurs(one, connection)) ?? null),
    defaultPolicy: quietly(() => graph.defaultAppManagementPolicy()),
    ownPolicies: quietly(async () => {
      const found = await application();
      return found ? graph.appManagementPoliciesOf(found.id) : [];
    }),
    skus: quietly(() => graph.subscribedSkus()),
    sharePoint: quietly(sharePoint),
    conditionalAccess: quietly(() => graph.conditionalAccessPolicies()),
    securityDefaults: quietly(() => graph.securityDefaults()),
    authorization: quietly(() => graph.authorizationPolicy()),
    eligibleRoles: quietly(async () => (seesEligible ? graph.eligibleRoles() : undefined)),
    organization: once(() => graph.organization()),
    organizations: quietly(async () =>
      (await allOrganizations()).filter(({ tenantId }) => tenantId === connection.tenantId),
    ),
    allOrganizations: quietly(allOrganizations),
    skewMs: graph.clockSkewMs,
  };
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => {
    answer ??= read();
    return answer;
  };
}

/** A server that restarts may answer the next time: what failed is asked anew. */
function onceAnswered<T>(read: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => {
    answer ??= read().catch((error: unknown) => {
      answer = undefined;
      throw error;
    });
    return answer;
  };
}

/** A refusal is no finding about the tenant, save one that asks the person to sign in again. */
const quietly = <T>(read: () => Promise<T | undefined>): Read<T> =>
  once(() =>
    read().catch((error: unknown) => {
      const aboutSignIn = error instanceof RemoteError && (error.fields.status === 401 || error.fields.claims);
      if (error instanceof RemoteError && (error.fields.service === 'vplus' || !aboutSignIn)) return undefined;
      throw error;
    }),
  );
