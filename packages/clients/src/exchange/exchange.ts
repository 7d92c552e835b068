import type { Transport } from '../ports.ts';

/** Exchange Web Services, one harmless read: GetFolder inbox, ids only, as an impersonated mailbox. */
export interface Exchange {
  /** `off`: 401 or 403 to a granted role: EWS is switched off, or this application is not on the allow list. */
  readInbox(accessToken: string, mailbox: string): Promise<{ is: 'works' } | { is: 'off'; status: 401 | 403 }>;
}

export interface ExchangeOptions extends Transport {
  /** `https://outlook.office365.com` */
  origin: string;
  signal?: AbortSignal;
}
