/** What it means for the back-ups that a read of the proof is refused, by the key of its row. */
export function meansFor(key: string): string {
  if (key === 'sharepoint')
    return "What vPlus backs up through SharePoint's own interface fails; what it reads through Microsoft Graph does not.";
  if (key === 'ews')
    return 'What vPlus backs up through Exchange Web Services fails; what it reads through Microsoft Graph does not.';
  return `Expect backups of ${backedUp[key] ?? 'this'} to fail as long as it is refused.`;
}

const backedUp: Record<string, string> = {
  directory: 'users and groups',
  mail: 'mail',
  calendar: 'calendars',
  contacts: 'contacts',
  'mailbox-settings': 'mailbox settings',
  onedrive: 'OneDrive files',
  sites: 'sites',
  teams: 'teams and channels',
};
