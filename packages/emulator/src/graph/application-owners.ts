import type { Answer } from '../core/service.ts';
import { manageApplications, manageServicePrincipals, readApplications } from './application-access.ts';
import { type Asked, param } from './asked.ts';
import { objectOf } from './body.ts';
import { forWrite, read, seen, write } from './directory.ts';
import { segmentsOf } from './path.ts';
import { badRequest, invalidValue, notFound } from './refusal.ts';
import type { Route } from './route.ts';
import { ownerViews } from './service-principal-entity.ts';

type Owned = 'applications' | 'servicePrincipals';

/** Owners of registrations and of service principals: the same three calls for both. */
export const ownerRoutes: Route[] = (
  [
    ['applications', 'application', manageApplications],
    ['servicePrincipals', 'servicePrincipal', manageServicePrincipals],
  ] as const
).flatMap(([kind, name, access]): Route[] => [
  {
    method: 'GET',
    path: `${kind}/{${name}}/owners`,
    access: readApplications,
    handle: (asked) => list(asked, kind, name),
  },
  { method: 'POST', path: `${kind}/{${name}}/owners/$ref`, access, handle: (asked) => add(asked, kind, name) },
  {
    method: 'DELETE',
    path: `${kind}/{${name}}/owners/{owner}/$ref`,
    access,
    handle: (asked) => take(asked, kind, name),
  },
]);

function list(asked: Asked, kind: Owned, name: string): Answer {
  const found = read(asked, kind, param(asked, name));
  const select = asked.query.get('$select')?.split(',');
  const value = ownerViews(asked, found._owners).map((view) =>
    select
      ? Object.fromEntries(
          Object.entries(view).filter(([property]) => property === '@odata.type' || select.includes(property)),
        )
      : view,
  );
  return { status: 200, body: { '@odata.context': `${asked.base}/$metadata#directoryObjects`, value } };
}

function add(asked: Asked, kind: Owned, name: string): Answer {
  const found = forWrite(asked, kind, param(asked, name));
  const owner = referenceIn(asked);
  const known = asked.tenant.users[owner] ?? seen(asked, 'servicePrincipals', { property: 'id', value: owner });
  if (!known) throw notFound(owner);
  if (found._owners.includes(owner)) {
    throw badRequest(
      "One or more added object references already exist for the following modified properties: 'owners'.",
    );
  }
  write(asked, kind, { ...found, _owners: [...found._owners, owner] });
  return { status: 204 };
}

function take(asked: Asked, kind: Owned, name: string): Answer {
  const found = forWrite(asked, kind, param(asked, name));
  const { value: owner } = param(asked, 'owner');
  if (!found._owners.includes(owner)) throw notFound(owner);
  write(asked, kind, { ...found, _owners: found._owners.filter((id) => id !== owner) });
  return { status: 204 };
}

/** The id at the end of `{"@odata.id": "https://graph…/v1.0/directoryObjects/{id}"}`. */
function referenceIn(asked: Asked): string {
  const reference = objectOf(asked.call)['@odata.id'];
  if (typeof reference !== 'string' || !URL.canParse(reference)) throw invalidValue('@odata.id', 'DirectoryObject');
  const last = segmentsOf(new URL(reference).pathname).at(-1);
  return typeof last === 'string' ? last : (last?.value ?? '');
}
