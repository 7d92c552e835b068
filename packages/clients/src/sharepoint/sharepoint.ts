import type { Transport } from '../ports.ts';

/** SharePoint's own REST, one harmless read: `GET {host}/_api/web?$select=Id`. */
export interface SharePoint {
  /** 'certificate-needed': 401 to a token that a secret obtained. Other refusals throw RemoteError. */
  readWeb(accessToken: string): Promise<'works' | 'certificate-needed'>;
}

export interface SharePointOptions extends Transport {
  /** `https://contoso.sharepoint.com`, as Graph's sites/root names it. */
  origin: string;
  signal?: AbortSignal;
}
