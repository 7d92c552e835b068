import { z } from 'zod';
import type { Application } from '../core/world.ts';
import { manageApplications, readApplications } from './application-access.ts';
import { type Asked, param } from './asked.ts';
import { bodyOf } from './body.ts';
import { forWrite, read, write } from './directory.ts';
import { type Entity, many, one } from './entity.ts';
import { badRequest, notFound } from './refusal.ts';
import type { Route } from './route.ts';

type FederatedCredential = NonNullable<Application['_federated']>[number];

const federatedCredential: Entity<FederatedCredential> = {
  type: 'federatedIdentityCredential',
  set: 'federatedIdentityCredentials',
  properties: ['id', 'name', 'issuer', 'subject', 'description', 'audiences'],
  filterable: ['name', 'issuer', 'subject'],
  view: (item) => ({ ...item }),
};

const Body = z.strictObject({
  name: z.string().min(3).max(120),
  issuer: z.url().max(600),
  subject: z.string().max(600),
  description: z.string().max(600).nullable().default(null),
  audiences: z.array(z.string().max(600)).length(1),
});
const at = 'applications/{application}/federatedIdentityCredentials';
const most = 20;
const listOf = (id: string) => `applications('${id}')/federatedIdentityCredentials`;

/** Who may sign in as an application with tokens of another issuer: https://learn.microsoft.com/graph/api/resources/federatedidentitycredential */
export const federatedCredentialRoutes: Route[] = [
  {
    method: 'GET',
    path: at,
    access: readApplications,
    handle(asked) {
      const { id, _federated = [] } = read(asked, 'applications', param(asked, 'application'));
      return many(asked, federatedCredential, _federated, { at: listOf(id) });
    },
  },
  {
    method: 'POST',
    path: at,
    access: manageApplications,
    handle(asked) {
      const found = forWrite(asked, 'applications', param(asked, 'application'));
      const body = bodyOf(asked.call, 'FederatedIdentityCredential', Body, ['id']);
      const present = found._federated ?? [];
      const doubled = present.some(({ name, issuer, subject }) => {
        return name === body.name || (issuer === body.issuer && subject === body.subject);
      });
      if (doubled || present.length >= most)
        throw badRequest(
          'FederatedIdentityCredential with the same name, or the same issuer and subject, exists, or there are 20.',
        );
      const made = { id: asked.cloud.newId(), ...body };
      write(asked, 'applications', { ...found, _federated: [...present, made] });
      return one(asked, federatedCredential, made, { status: 201, at: listOf(found.id) });
    },
  },
  {
    method: 'DELETE',
    path: `${at}/{credential}`,
    access: manageApplications,
    handle(asked) {
      const { found, credential } = named(asked);
      write(asked, 'applications', {
        ...found,
        _federated: (found._federated ?? []).filter(({ id }) => id !== credential.id),
      });
      return { status: 204 };
    },
  },
];

function named(asked: Asked) {
  const found = forWrite(asked, 'applications', param(asked, 'application'));
  const { value } = param(asked, 'credential');
  const credential = found._federated?.find(({ id, name }) => id === value || name === value);
  if (!credential) throw notFound(value);
  return { found, credential };
}
