import type { ApprovalLink, RunView } from '@vplus/contracts';
import { exactly } from '#ui/time.tsx';

/** A message to whoever can approve, for the person's own mail program: plain, and with nothing secret in it. */
export function mailOf(link: Pick<ApprovalLink, 'url' | 'expiresAt'>, run: Pick<RunView, 'tenantName'>): string {
  const until = exactly(link.expiresAt);
  const subject = `Please approve: Microsoft 365 backup of ${run.tenantName}`;
  const body = [
    'Hello,',
    '',
    `I am connecting our Microsoft 365 tenant (${run.tenantName}) to our backup, vPlus. One step needs a role that I do not have.`,
    '',
    'Please open this address, sign in with your administrator account, read what is asked, and approve it:',
    link.url,
    '',
    `The link works once, until ${until}. It shows the exact permissions with the reason for each, and nothing happens before you approve. It is of no use to anybody who cannot sign in to our tenant with that role.`,
    '',
    'Thank you!',
  ];
  return `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body.join('\r\n'))}`;
}
