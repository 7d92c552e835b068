import { z } from 'zod';
import type { Answer, Call, Cloud, Service } from '../core/service.ts';
import { readSnapshot, snapshot } from '../core/snapshot.ts';
import { tenantNamed } from '../core/tenant-names.ts';
import type { Application, Fault, ServicePrincipal, Tenant, User } from '../core/world.ts';
import { keepBackup, restoreBackup } from './backups.ts';
import { addPerson, byAppId, changePerson, personNamed } from './directory.ts';
import { applicationPatch, newPerson, personPatch, servicePrincipalPatch } from './directory-schemas.ts';
import { inboxPatch } from './inbox.ts';
import { merge } from './merge.ts';
import { page, pageFile } from './page.ts';
import { newFault, tenantPatch, weatherPatch } from './schemas.ts';
import { backupView, tenantView, worldView } from './views.ts';

interface Verbs {
  reset(): void;
}

type Route = (parts: string[], call: Call, cloud: Cloud, verbs: Verbs) => Answer;

/** The API that sets the weather, makes faults and reads the log; the practice cloud's own, not Microsoft's. */
export function makeControl(verbs: Verbs): Service {
  return {
    name: 'control',
    async handle(call, cloud) {
      const cors = corsHeaders(call);
      if (call.method === 'OPTIONS') return { status: 204, headers: cors };
      if (fromElsewhere(call)) return refused(403, 'Only pages of this machine may set the weather.');
      const path = call.url.pathname.replace(/\/+$/, '') || '/';
      for (const [method, pattern, route] of routes) {
        const parts = pattern.exec(path);
        if (!parts || method !== call.method) continue;
        const answer = route(parts.slice(1).map(decodeURIComponent), call, cloud, verbs);
        return { ...answer, headers: { ...cors, 'cache-control': 'no-store', ...answer.headers } };
      }
      const known = routes.some(([, pattern]) => pattern.test(path));
      return known
        ? refused(405, `${call.method} is not possible here.`, cors)
        : refused(404, `There is nothing at ${path}.`, cors);
    },
  };
}

const built = new URL('../../dist/', import.meta.url);

const routes: [method: string, path: RegExp, route: Route][] = [
  ['GET', /^\/$/, () => page(built)],
  ['GET', /^\/assets\/([\w.-]+)$/, ([name = '']) => pageFile(built, name)],
  ['GET', /^\/world$/, (_, __, cloud) => ok(worldView(cloud))],
  ['GET', /^\/weather$/, (_, __, cloud) => ok(cloud.world.weather)],
  ['PATCH', /^\/weather$/, (_, call, cloud) => patch(call, weatherPatch, cloud.world.weather)],
  ['GET', /^\/tenants\/([^/]+)$/, ([name], _, cloud) => withTenant(name, cloud, (tenant) => ok(tenantView(tenant)))],
  [
    'PATCH',
    /^\/tenants\/([^/]+)$/,
    ([name], call, cloud) =>
      withTenant(name, cloud, (tenant) => {
        const answer = patch(call, tenantPatch, tenant);
        return answer.status === 200 ? ok(tenantView(tenant)) : answer;
      }),
  ],
  [
    'POST',
    /^\/tenants\/([^/]+)\/people\/([^/]+)\/roles\/([^/]+)$/,
    (parts, _, cloud) => changeRole(parts, true, cloud),
  ],
  [
    'DELETE',
    /^\/tenants\/([^/]+)\/people\/([^/]+)\/roles\/([^/]+)$/,
    (parts, _, cloud) => changeRole(parts, false, cloud),
  ],
  ['POST', /^\/tenants\/([^/]+)\/people$/, ([name], call, cloud) => newPersonAt(name, call, cloud)],
  ['PATCH', /^\/tenants\/([^/]+)\/people\/([^/]+)$/, (parts, call, cloud) => changePersonAt(parts, call, cloud)],
  [
    'PATCH',
    /^\/tenants\/([^/]+)\/applications\/([^/]+)$/,
    (parts, call, cloud) => switchAt(parts, call, cloud, 'applications'),
  ],
  [
    'PATCH',
    /^\/tenants\/([^/]+)\/service-principals\/([^/]+)$/,
    (parts, call, cloud) => switchAt(parts, call, cloud, 'servicePrincipals'),
  ],
  [
    'GET',
    /^\/tenants\/([^/]+)\/backups$/,
    ([name], _, cloud) => withTenant(name, cloud, (tenant) => ok((tenant.backups ?? []).map(backupView))),
  ],
  [
    'POST',
    /^\/tenants\/([^/]+)\/backups$/,
    ([name], _, cloud) =>
      withTenant(name, cloud, (tenant) => ({ status: 201, body: backupView(keepBackup(tenant, cloud)) })),
  ],
  ['POST', /^\/tenants\/([^/]+)\/backups\/([^/]+)\/restore$/, (parts, _, cloud) => goBack(parts, cloud)],
  [
    'POST',
    /^\/tenants\/([^/]+)\/revoke-sessions$/,
    ([name], _, cloud) => withTenant(name, cloud, (tenant) => revoke(tenant, cloud)),
  ],
  [
    'POST',
    /^\/tenants\/([^/]+)\/remove-api\/([^/]+)$/,
    ([name, appId], _, cloud) => withTenant(name, cloud, (tenant) => removeApi(tenant, appId)),
  ],
  ['GET', /^\/inbox$/, (_, __, cloud) => ok(cloud.inbox)],
  ['PATCH', /^\/inbox$/, (_, call, cloud) => patch(call, inboxPatch, cloud.inbox.weather)],
  [
    'DELETE',
    /^\/inbox$/,
    (_, __, { inbox }) => {
      inbox.mail.length = 0;
      inbox.webhooks.length = 0;
      return { status: 204 };
    },
  ],
  ['GET', /^\/faults$/, (_, __, cloud) => ok(cloud.world.weather.faults)],
  ['POST', /^\/faults$/, (_, call, cloud) => addFault(call, cloud)],
  ['DELETE', /^\/faults$/, (_, __, cloud) => removeFaults(null, cloud)],
  ['DELETE', /^\/faults\/([^/]+)$/, ([id = ''], _, cloud) => removeFaults(id, cloud)],
  ['GET', /^\/requests$/, (_, call, cloud) => requests(call, cloud)],
  [
    'DELETE',
    /^\/requests$/,
    (_, __, cloud) => {
      cloud.log.length = 0;
      return { status: 204 };
    },
  ],
  [
    'GET',
    /^\/snapshot$/,
    (_, __, cloud) => ({ status: 200, headers: { 'content-type': 'application/json' }, body: snapshot(cloud) }),
  ],
  ['PUT', /^\/snapshot$/, (_, call, cloud) => restore(call, cloud)],
  [
    'POST',
    /^\/reset$/,
    (_, __, ___, verbs) => {
      verbs.reset();
      return { status: 204 };
    },
  ],
];

function patch(call: Call, schema: z.ZodType<object>, target: object): Answer {
  const read = parse(call, schema);
  if ('refused' in read) return read.refused;
  merge(target as Record<string, unknown>, read.value as Record<string, unknown>);
  return ok(target);
}

function withPerson(
  [name, person = '']: string[],
  cloud: Cloud,
  then: (person: User, tenant: Tenant) => Answer,
): Answer {
  return withTenant(name, cloud, (tenant) => {
    const found = personNamed(tenant, person);
    return found ? then(found, tenant) : refused(404, `${tenant.displayName} has no person ${person}.`);
  });
}

function newPersonAt(name: string | undefined, call: Call, cloud: Cloud): Answer {
  return withTenant(name, cloud, (tenant) => {
    const read = parse(call, newPerson);
    if ('refused' in read) return read.refused;
    const { login } = read.value;
    if (personNamed(tenant, login)) return refused(409, `${tenant.displayName} has a person ${login} already.`);
    addPerson(tenant, read.value, cloud);
    return { ...ok(tenantView(tenant)), status: 201 };
  });
}

function changePersonAt(parts: string[], call: Call, cloud: Cloud): Answer {
  return withPerson(parts, cloud, (person, tenant) => {
    const read = parse(call, personPatch);
    if ('refused' in read) return read.refused;
    changePerson(person, read.value);
    return ok(tenantView(tenant));
  });
}

/** Switches an application, or its service principal here, off and on. */
function switchAt(
  [name, appId = '']: string[],
  call: Call,
  cloud: Cloud,
  kind: 'applications' | 'servicePrincipals',
): Answer {
  return withTenant(name, cloud, (tenant) => {
    const found = byAppId<Application | ServicePrincipal>(tenant[kind], appId);
    if (!found) return refused(404, `${tenant.displayName} has nothing with the application id ${appId} there.`);
    const answer = patch(call, kind === 'applications' ? applicationPatch : servicePrincipalPatch, found);
    return answer.status === 200 ? ok(tenantView(tenant)) : answer;
  });
}

/** `latest` names the newest one. */
function goBack([name, id = '']: string[], cloud: Cloud): Answer {
  return withTenant(name, cloud, (tenant) => {
    const backup = id === 'latest' ? tenant.backups?.at(-1) : tenant.backups?.find((one) => one.id === id);
    if (!backup) return refused(404, `${tenant.displayName} has no back-up ${id}.`);
    restoreBackup(tenant, backup, cloud);
    return ok(tenantView(tenant));
  });
}

function changeRole([name, userId = '', role = '']: string[], active: boolean, cloud: Cloud): Answer {
  return withPerson([name ?? '', userId], cloud, (person, tenant) => {
    person._roles = person._roles.filter((one) => one !== role);
    if (active) person._roles.push(role);
    return ok(tenantView(tenant));
  });
}

function revoke(tenant: Tenant, cloud: Cloud): Answer {
  for (const person of Object.values(tenant.users)) person._validFrom = cloud.clock.now();
  return { status: 204 };
}

function removeApi(tenant: Tenant, appId: string | undefined): Answer {
  const principal = Object.values(tenant.servicePrincipals).find((one) => one.appId === appId);
  if (!principal) return refused(404, `${tenant.displayName} has no service principal of ${appId}.`);
  delete tenant.servicePrincipals[principal.id];
  for (const one of Object.values(tenant.appRoleAssignments)) {
    if (one.resourceId === principal.id) delete tenant.appRoleAssignments[one.id];
  }
  for (const one of Object.values(tenant.oauth2PermissionGrants)) {
    if (one.resourceId === principal.id) delete tenant.oauth2PermissionGrants[one.id];
  }
  return ok(tenantView(tenant));
}

function addFault(call: Call, cloud: Cloud): Answer {
  const read = parse(call, newFault);
  if ('refused' in read) return read.refused;
  const fault = { ...read.value, id: cloud.newId().slice(0, 8), _seen: 0, _hit: 0 } as Fault;
  cloud.world.weather.faults.push(fault);
  return { status: 201, body: fault };
}

function removeFaults(id: string | null, cloud: Cloud): Answer {
  const { weather } = cloud.world;
  const kept = id === null ? [] : weather.faults.filter((fault) => fault.id !== id);
  if (id !== null && kept.length === weather.faults.length) return refused(404, `There is no fault ${id}.`);
  weather.faults = kept;
  return { status: 204 };
}

function requests(call: Call, cloud: Cloud): Answer {
  const since = Number(call.url.searchParams.get('since') ?? 0);
  if (!Number.isInteger(since) || since < 0) return refused(400, '"since" is the number of a request.');
  return ok(cloud.log.filter((record) => record.number > since));
}

function restore(call: Call, cloud: Cloud): Answer {
  try {
    cloud.world = readSnapshot(call.body.toString('utf8'));
    return { status: 204 };
  } catch (error) {
    return refused(400, error instanceof Error ? error.message : String(error));
  }
}

function withTenant(name: string | undefined, cloud: Cloud, then: (tenant: Tenant) => Answer): Answer {
  const tenant = name && tenantNamed(name, cloud);
  return tenant ? then(tenant) : refused(404, `There is no tenant ${name}.`);
}

function parse<T>(call: Call, schema: z.ZodType<T>): { value: T } | { refused: Answer } {
  let body: unknown;
  try {
    body = JSON.parse(call.body.toString('utf8') || '{}');
  } catch {
    return { refused: refused(400, 'The body is not JSON.') };
  }
  const read = schema.safeParse(body);
  return read.success ? { value: read.data } : { refused: refused(400, z.prettifyError(read.error)) };
}

function ok(body: unknown): Answer {
  return { status: 200, body };
}

function refused(status: number, message: string, headers: Record<string, string> = {}): Answer {
  return { status, headers, body: { message } };
}

const localOrigin = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** A page from the internet must not reach the weather of somebody's machine. */
function fromElsewhere(call: Call): boolean {
  return call.headers.origin !== undefined && !localOrigin.test(call.headers.origin);
}

function corsHeaders(call: Call): Record<string, string> {
  const { origin } = call.headers;
  if (!origin || !localOrigin.test(origin)) return {};
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
    'access-control-allow-headers': 'content-type',
    vary: 'origin',
  };
}
