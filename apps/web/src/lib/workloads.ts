import type { BackupWorkload } from '@vplus/contracts';

/** As Microsoft writes them. */
export const workloadNames: Record<BackupWorkload, string> = {
  exchange: 'Exchange',
  onedrive: 'OneDrive',
  sharepoint: 'SharePoint',
  teams: 'Teams',
};
