import { ask } from '../http/ask.ts';
import { failed, type RequestDescription } from '../http/failed.ts';
import { retryAfter } from '../http/retry-after.ts';
import type { Exchange, ExchangeOptions } from './exchange.ts';

/** The reply to what we ask is short, and searching a long one for its parts may take time without end. */
const longestReply = 20_000;

export function createExchange(options: ExchangeOptions): Exchange {
  const { clock, origin, signal } = options;
  return {
    async readInbox(accessToken, mailbox) {
      const description: RequestDescription = {
        service: 'exchange',
        operation: 'EWS GetFolder inbox',
        signal,
        secrets: [accessToken],
      };
      const answer = await ask(options, description, `${origin}/EWS/Exchange.asmx`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${accessToken}`,
          'Content-Type': 'text/xml; charset=utf-8',
          // Impersonation is routed by it: https://learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-use-x-anchormailbox-and-x-preferserveraffinity-to-group-notification-subscriptions-and-mailboxes-in-exchange
          'X-AnchorMailbox': mailbox,
        },
        body: getInbox(mailbox),
      });
      if (answer.status === 401 || answer.status === 403) return { is: 'off', status: answer.status };
      const text = answer.text.slice(0, longestReply);
      const outcome = /ResponseClass="(\w+)"/.exec(text)?.[1];
      if (answer.status === 200 && outcome === 'Success') return { is: 'works' };
      if (answer.status === 200 && outcome === undefined) {
        throw failed(clock, description, { failure: 'malformed', status: 200 });
      }
      const code = /<(?:\w+:)?ResponseCode[^>]*>(\w+)</.exec(text)?.[1];
      const requestId = answer.headers.get('request-id');
      const retryAfterMs = retryAfter(answer.headers, clock);
      throw failed(clock, description, {
        failure: 'refused',
        status: answer.status,
        ...(code && { code }),
        ...(requestId && { requestId }),
        ...(retryAfterMs !== undefined && { retryAfterMs }),
      });
    },
  };
}

/** https://learn.microsoft.com/exchange/client-developer/web-service-reference/getfolder-operation */
function getInbox(mailbox: string): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types" xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages">
  <soap:Header>
    <t:RequestServerVersion Version="Exchange2013"/>
    <t:ExchangeImpersonation><t:ConnectingSID><t:PrimarySmtpAddress>${escaped(mailbox)}</t:PrimarySmtpAddress></t:ConnectingSID></t:ExchangeImpersonation>
  </soap:Header>
  <soap:Body>
    <m:GetFolder>
      <m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape>
      <m:FolderIds><t:DistinguishedFolderId Id="inbox"/></m:FolderIds>
    </m:GetFolder>
  </soap:Body>
</soap:Envelope>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
