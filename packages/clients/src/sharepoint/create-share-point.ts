import { z } from 'zod';
import { ask } from '../http/ask.ts';
import { failed, type RequestDescription } from '../http/failed.ts';
import { json } from '../http/json.ts';
import { retryAfter } from '../http/retry-after.ts';
import type { SharePoint, SharePointOptions } from './sharepoint.ts';

const web = z.object({ Id: z.string() });
const odataError = z.object({
  'odata.error': z.object({ code: z.string(), message: z.object({ value: z.string() }) }),
});

export function createSharePoint(options: SharePointOptions): SharePoint {
  const { clock, origin, signal } = options;
  return {
    async readWeb(accessToken) {
      const description: RequestDescription = {
        service: 'sharepoint',
        operation: 'GET /_api/web',
        signal,
        secrets: [accessToken],
      };
      const answer = await ask(options, description, `${origin}/_api/web?$select=Id`, {
        headers: { Authorization: `Bearer ${accessToken}`, Accept: 'application/json;odata=nometadata' },
      });
      // "Unsupported app only token": https://learn.microsoft.com/sharepoint/dev/solution-guidance/security-apponly-azuread
      if (answer.status === 401) return 'certificate-needed';
      const body = json(answer.text);
      if (answer.status === 200) {
        if (web.safeParse(body).success) return 'works';
        throw failed(clock, description, { failure: 'malformed', status: 200 });
      }
      const error = odataError.safeParse(body).data?.['odata.error'];
      const requestId = answer.headers.get('sprequestguid') ?? answer.headers.get('request-id');
      const retryAfterMs = retryAfter(answer.headers, clock);
      throw failed(clock, description, {
        failure: 'refused',
        status: answer.status,
        ...(error && { code: error.code, remoteMessage: error.message.value }),
        ...(requestId && { requestId }),
        ...(retryAfterMs !== undefined && { retryAfterMs }),
      });
    },
  };
}
