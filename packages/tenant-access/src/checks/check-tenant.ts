import type { Check } from './check.ts';

/** The guard against connecting the wrong customer: against an invitation, the operator's list, an earlier connection. */
export const checkTenant: Check = {
  title: 'Organization',

  async look({ reads, connection, person, expected }) {
    const { invitedTenant, lastTenant, byOperator, connectedBefore } = expected;
    const { verifiedDomains } = await reads.organization();
    const here = `${connection.tenantName} (${connection.primaryDomain})`;
    const known = [connection.tenantId, ...verifiedDomains.map(({ name }) => name)].map((name) => name.toLowerCase());
    if (invitedTenant && !known.includes(invitedTenant.toLowerCase()))
      return {
        state: 'blocked',
        finding: `You were invited to connect ${invitedTenant}, but you are signed in to ${here}.`,
        remedy: `Sign in with an account of ${invitedTenant}, or open this assistant without the invitation.`,
        signInAgain: true,
      };
    if (person.guest)
      return {
        state: 'attention',
        finding: `You are a guest in ${here}. Everything is done there, not in your own organization.`,
        remedy: 'Check that this is the organization you mean.',
      };
    if (invitedTenant) return { state: 'ok', finding: `This is ${here}, as the invitation says.` };
    if (connectedBefore)
      return { state: 'ok', finding: `${here} was connected to "${connection.vplusServer.name}" before.` };
    if (byOperator)
      return { state: 'ok', finding: `"${connection.vplusServer.name}" is meant for ${here}, among few others.` };
    if (lastTenant)
      return {
        state: 'attention',
        finding: `The last plan that was approved in this browser was for ${lastTenant}. This one is for ${here}.`,
        remedy: 'Check that this is the organization you mean.',
      };
    return { state: 'ok', finding: `You are signed in to ${here}. No other organization was requested.` };
  },
};
