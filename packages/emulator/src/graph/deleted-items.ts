import type { Answer } from '../core/service.ts';
import type { Application, ServicePrincipal, Tenant } from '../core/world.ts';
import { manageBin, readBin } from './application-access.ts';
import { application } from './application-entity.ts';
import { type Asked, param } from './asked.ts';
import { binned } from './bin.ts';
import { actual, write } from './directory.ts';
import { type Entity, many, one } from './entity.ts';
import { badRequest, GraphRefusal, notFound } from './refusal.ts';
import type { Route } from './route.ts';
import { servicePrincipal } from './service-principal-entity.ts';

type Deleted = Tenant['deletedItems'][string];

/** The bin does not answer filters on the reserved name. */
const inBin = <T>(entity: Entity<T>): Entity<T> => ({
  ...entity,
  set: 'directory/deletedItems',
  filterable: ['id', 'appId', 'displayName', 'createdDateTime', 'deletedDateTime', 'tags'],
});

/**
 * What was deleted in the last thirty days. Each object is restored by itself: an application does not bring its
 * service principal back.
 *
 * https://learn.microsoft.com/graph/api/directory-deleteditems-list
 */
export const deletedItemRoutes: Route[] = [
  {
    method: 'GET',
    path: 'directory/deletedItems',
    access: readBin,
    handle() {
      throw badRequest('The request needs a cast to the type of the deleted items.', 'Request_UnsupportedQuery');
    },
  },
  {
    method: 'GET',
    path: 'directory/deletedItems/microsoft.graph.application',
    access: readBin,
    handle: (asked) => many(asked, inBin(application), applicationsIn(asked)),
  },
  {
    method: 'GET',
    path: 'directory/deletedItems/microsoft.graph.servicePrincipal',
    access: readBin,
    handle: (asked) => many(asked, inBin(servicePrincipal), principalsIn(asked)),
  },
  {
    method: 'GET',
    path: 'directory/deletedItems/{item}',
    access: readBin,
    handle: (asked) => show(asked, itemNamed(asked)),
  },
  { method: 'POST', path: 'directory/deletedItems/{item}/restore', access: manageBin, handle: restore },
  {
    method: 'DELETE',
    path: 'directory/deletedItems/{item}',
    access: manageBin,
    handle(asked) {
      delete asked.tenant.deletedItems[itemNamed(asked).id];
      return { status: 204 };
    },
  },
];

function restore(asked: Asked): Answer {
  const item = itemNamed(asked);
  if (item._type === 'application') {
    const { _type, ...restored } = { ...item, deletedDateTime: null };
    write(asked, 'applications', restored);
  } else {
    const { _type, ...restored } = { ...item, deletedDateTime: null };
    checkNameFree(asked, restored);
    write(asked, 'servicePrincipals', restored);
  }
  delete asked.tenant.deletedItems[item.id];
  return show(asked, { ...item, deletedDateTime: null });
}

function checkNameFree(asked: Asked, principal: ServicePrincipal): void {
  if (!actual(asked, 'servicePrincipals', { property: 'appId', value: principal.appId })) return;
  throw new GraphRefusal(
    409,
    'Request_MultipleObjectsWithSameKeyValue',
    `The service principal cannot be created, updated, or restored because the service principal name ${principal.appId} is already in use.`,
  );
}

function show(asked: Asked, item: Deleted): Answer {
  const framing = { at: 'directoryObjects', typed: true };
  return item._type === 'application'
    ? one(asked, application, item, framing)
    : one(asked, servicePrincipal, item, framing);
}

function itemNamed(asked: Asked): Deleted {
  const { value } = param(asked, 'item');
  const found = binned(asked).find((item) => item.id === value);
  if (!found) throw notFound(value);
  return found;
}

const applicationsIn = (asked: Asked): Application[] => binned(asked).filter((item) => item._type === 'application');
const principalsIn = (asked: Asked): ServicePrincipal[] =>
  binned(asked).filter((item) => item._type === 'servicePrincipal');
