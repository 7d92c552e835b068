import type { GraphServicePrincipal } from '@vplus/clients';
import type { Finding } from '@vplus/reconciler';
import * as z from 'zod';
import { notesOf, tagsOf } from '../naming.ts';
import { registerApplication } from './register-application.ts';
import { replicationBudgetMs, step } from './step.ts';

const Output = z.object({ servicePrincipalId: z.string() });
const Before = z.object({ tags: z.array(z.string()) });

/** Shows the application among the tenant's enterprise applications, where administrators look for it. */
const listedTag = 'WindowsAzureActiveDirectoryIntegratedApp';

/**
 * The application's identity in the tenant: what permissions are granted to.
 * https://learn.microsoft.com/graph/api/serviceprincipal-upsert
 */
export const createServicePrincipal = step({
  id: 'create-service-principal',
  title: 'Create its identity in your tenant',
  undoTitle: 'Delete its identity',
  after: [registerApplication.id],
  output: Output,
  waitingFor: 'Microsoft is spreading the new application',
  budgetMs: replicationBudgetMs,
  usualMs: 5_000,

  async find({ services: { graph }, connection, outputOf }) {
    const application = outputOf(registerApplication);
    if (!application) return { is: 'cannot-look', why: 'The application does not exist yet' };

    const principal = await graph.servicePrincipal(application.appId);
    if (!principal) return { is: 'absent' };
    const tagged = tagsOf(connection).every((tag) => principal.tags.includes(tag));
    if (principal.accountEnabled && tagged) return there(principal);
    return {
      is: 'partly',
      output: { servicePrincipalId: principal.id },
      detail: principal.accountEnabled ? 'It lacks our tags.' : 'It is there, but switched off.',
      before: { tags: principal.tags },
    };
  },

  async make({ services: { graph }, connection, outputOf }, found) {
    const application = outputOf(registerApplication);
    if (!application) return undefined;

    // Tags that others gave it stay.
    const present = found.is === 'partly' ? Before.parse(found.before).tags : [];
    const created = await graph.upsertServicePrincipal(application.appId, {
      tags: [...new Set([...present, ...tagsOf(connection), listedTag])],
      notes: notesOf(connection),
      accountEnabled: true,
    });
    return created ? there(created) : undefined;
  },

  /** That of an application that was adopted is given back together with it. */
  async undo({ services: { graph }, connection: { choices }, outputOf }) {
    const application = outputOf(registerApplication);
    const made = outputOf({ id: 'create-service-principal', output: Output });
    if (choices.adoptApplication === null && application && made) await graph.deleteServicePrincipal(application.appId);
  },
});

const there = ({ id }: GraphServicePrincipal): Finding<z.infer<typeof Output>> => ({
  is: 'there',
  output: { servicePrincipalId: id },
  facts: [{ label: 'Service principal ID', value: id, kind: 'id' }],
});
