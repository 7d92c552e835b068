import rows from './data/vendor-table.json' with { type: 'json' };

/** One line of the permission table on the vendor's page. */
export interface VendorRow {
  row: number;
  /** The API that the page names; wrong in row 1. */
  documentedApi: string;
  permission: string;
  type: string;
  /** The API that the permission really belongs to. */
  api: string;
  resourceAppId: string;
  appRoleId: string;
}

/** The 46 permissions that vPlus asks for, as the practice cloud's own witness: compared with what a run left behind. */
export const vendorTable: readonly VendorRow[] = rows;
