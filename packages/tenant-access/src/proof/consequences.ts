import { message, type Words } from '@vplus/messages';

/** What it means for the back-ups that a read of the proof is refused, by the key of its row. */
export const meansFor = (key: string): Words => meanings[key] ?? message('proof.backups-fail');

const meanings: Record<string, Words> = {
  sharepoint: message('proof.sharepoint-fails'),
  ews: message('proof.ews-fails'),
  directory: message('proof.backups-of-directory-fail'),
  mail: message('proof.backups-of-mail-fail'),
  calendar: message('proof.backups-of-calendars-fail'),
  contacts: message('proof.backups-of-contacts-fail'),
  'mailbox-settings': message('proof.backups-of-mailbox-settings-fail'),
  onedrive: message('proof.backups-of-onedrive-fail'),
  sites: message('proof.backups-of-sites-fail'),
  teams: message('proof.backups-of-teams-fail'),
};
