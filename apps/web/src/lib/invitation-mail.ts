interface Invited {
  /** As people call it; the domain, where the name is not known yet. */
  name: string;
  primaryDomain: string;
  /** It is connected: then it is checked, and repaired where that is needed. */
  connected: boolean;
}

/** Opens the setup for this one tenant: signed in anywhere else, the pages say so before anything is done. */
export const invitationAddress = (tenant: string): string =>
  new URL(`/?tenant=${encodeURIComponent(tenant)}`, window.location.origin).href;

/** A message to the customer's administrator, for the operator's own mail program. */
export function invitationMail({ name, primaryDomain, connected }: Invited, address: string): string {
  const subject = connected ? `Microsoft 365 backup of ${name}: please check it` : `Microsoft 365 backup of ${name}`;
  return mail(subject, [
    connected
      ? `Please check the connection between your Microsoft 365 tenant (${primaryDomain}) and your backup, vPlus, and repair what the check finds.`
      : `Please connect your Microsoft 365 tenant (${primaryDomain}) to your backup, vPlus.`,
    '',
    'Open this address and sign in as a Global Administrator of your organization:',
    address,
    '',
    'You see every change before it is made. It takes a minute or two.',
  ]);
}

/** A message to an administrator of the same organization, from somebody who lacks the role. */
export function helpWanted(domain: string, address: string): { text: string; href: string } {
  const lines = [
    `Our Microsoft 365 tenant (${domain}) is to be connected to our backup, vPlus. My account does not have the role for it.`,
    '',
    'Please open this address and sign in as a Global Administrator, or with an account that is both Privileged Role Administrator and Cloud Application Administrator:',
    address,
    '',
    'You see every change before it is made, and nothing happens before you approve it.',
  ];
  return { text: lines.join('\n'), href: mail(`Microsoft 365 backup of ${domain}: please connect`, lines) };
}

function mail(subject: string, lines: string[]): string {
  const body = ['Hello,', '', ...lines].join('\r\n');
  return `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
}
