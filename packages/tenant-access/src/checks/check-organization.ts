import { message } from '@vplus/messages';
import { organizationMark } from '../application/naming.ts';
import { isOursOnVplus, isTaken } from '../organization/organization-name.ts';
import type { Check } from './check.ts';

/** Whether vPlus has this tenant already: ours, or one that signs in with another application. */
export const checkOrganization: Check = {
  title: message('check-organization.title'),

  async look({ reads, connection }) {
    const [organizations, application] = await Promise.all([reads.organizations(), reads.application()]);
    const server = connection.vplusServer.name;
    if (!organizations) return { state: 'unknown', finding: message('check-organization.not-asked', { server }) };
    const ours = organizations.find(
      ({ description, clientId }) =>
        description?.includes(organizationMark(connection)) || (application && clientId === application.appId),
    );
    const wished = connection.choices.organizationName;
    const all = (await reads.allOrganizations()) ?? [];
    const everyOther = all.filter((one) => !isOursOnVplus(one, connection, application?.appId));
    if (wished && isTaken(wished, everyOther))
      return {
        state: 'blocked',
        finding: message('check-organization.taken', { server, name: wished }),
        remedy: message('check-organization.rename'),
      };
    const others = organizations.filter((one) => one !== ours);
    if (others.length > 0)
      return {
        state: 'attention',
        finding: message(ours ? 'check-organization.beside-ours' : 'check-organization.beside', {
          server,
          name: String(others[0]?.name),
          clientId: String(others[0]?.clientId),
        }),
        remedy: message('check-organization.ask'),
      };
    if (ours) return { state: 'ok', finding: message('check-organization.kept', { server, name: ours.name }) };
    return { state: 'ok', finding: message('check-organization.not-yet', { server }) };
  },
};
