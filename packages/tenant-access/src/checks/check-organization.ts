import { organizationMark } from '../application/naming.ts';
import { isOursOnVplus, isTaken } from '../organization/organization-name.ts';
import type { Check } from './check.ts';

/** Whether vPlus has this tenant already: ours, or one that signs in with another application. */
export const checkOrganization: Check = {
  title: 'This organization on vPlus',

  async look({ reads, connection }) {
    const [organizations, application] = await Promise.all([reads.organizations(), reads.application()]);
    const server = `"${connection.vplusServer.name}"`;
    if (!organizations) return { state: 'unknown', finding: `${server} could not be asked.` };
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
        finding: `${server} has another organization with the name "${wished}".`,
        remedy: 'Give this one another name under "Your choices".',
      };
    const others = organizations.filter((one) => one !== ours);
    if (others.length > 0)
      return {
        state: 'attention',
        finding: `${server} has this tenant already, under the name "${others[0]?.name}" and with another application (client id ${others[0]?.clientId}). The plan adds ${ours ? 'to ours' : 'a second one'}; backups of the other stay with it.`,
        remedy: 'Ask whoever runs vPlus whether the other one is still used.',
      };
    if (ours) return { state: 'ok', finding: `${server} has "${ours.name}" of this connection; it is kept.` };
    return { state: 'ok', finding: `${server} does not have it yet.` };
  },
};
