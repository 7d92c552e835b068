import { message } from '@vplus/messages';
import type { Check } from './check.ts';

/** The guard against connecting the wrong customer: against an invitation, the operator's list, an earlier connection. */
export const checkTenant: Check = {
  title: message('check-tenant.title'),

  async look({ reads, connection, person, expected }) {
    const { invitedTenant, lastTenant, byOperator, connectedBefore } = expected;
    const { verifiedDomains } = await reads.organization();
    const here = message('check-tenant.here', { name: connection.tenantName, domain: connection.primaryDomain });
    const known = [connection.tenantId, ...verifiedDomains.map(({ name }) => name)].map((name) => name.toLowerCase());
    if (invitedTenant && !known.includes(invitedTenant.toLowerCase()))
      return {
        state: 'blocked',
        finding: message('check-tenant.another', { invited: invitedTenant, here }),
        remedy: message('check-tenant.sign-in', { invited: invitedTenant }),
        signInAgain: true,
      };
    if (person.guest)
      return {
        state: 'attention',
        finding: message('check-tenant.guest', { here }),
        remedy: message('check-tenant.look'),
      };
    if (invitedTenant) return { state: 'ok', finding: message('check-tenant.invited', { here }) };
    if (connectedBefore)
      return { state: 'ok', finding: message('check-tenant.before', { here, server: connection.vplusServer.name }) };
    if (byOperator)
      return { state: 'ok', finding: message('check-tenant.meant', { here, server: connection.vplusServer.name }) };
    if (lastTenant)
      return {
        state: 'attention',
        finding: message('check-tenant.last', { last: lastTenant, here }),
        remedy: message('check-tenant.look'),
      };
    return { state: 'ok', finding: message('check-tenant.signed-in', { here }) };
  },
};
