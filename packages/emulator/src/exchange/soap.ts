import type { Answer } from '../core/service.ts';

const xml = { 'content-type': 'text/xml; charset=utf-8' };
const messages = 'http://schemas.microsoft.com/exchange/services/2006/messages';
const types = 'http://schemas.microsoft.com/exchange/services/2006/types';
const errors = 'http://schemas.microsoft.com/exchange/services/2006/errors';

/** `GetFolder` answered with the id alone, as `IdOnly` asks. */
export function folderFound(mailboxId: string): Answer {
  const id = Buffer.from(`inbox/${mailboxId}`).toString('base64');
  return response(
    `<m:GetFolderResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode><m:Folders><t:Folder><t:FolderId Id="${id}" ChangeKey="AQAAABYAAAA="/></t:Folder></m:Folders></m:GetFolderResponseMessage>`,
  );
}

/** A refusal that comes inside a 200, as EWS does for what concerns the mailbox. */
export function responseFailure(code: string, text: string): Answer {
  return response(
    `<m:GetFolderResponseMessage ResponseClass="Error"><m:MessageText>${text}</m:MessageText><m:ResponseCode>${code}</m:ResponseCode><m:DescriptiveLinkKey>0</m:DescriptiveLinkKey><m:Folders/></m:GetFolderResponseMessage>`,
  );
}

/** A refusal of the request as a whole. */
export function soapFault(code: string, text: string): Answer {
  const detail = `<e:ResponseCode xmlns:e="${errors}">${code.replace(/^\w+:/, '')}</e:ResponseCode><e:Message xmlns:e="${errors}">${text}</e:Message>`;
  return {
    status: 500,
    headers: xml,
    body: envelope(
      `<s:Fault><faultcode xmlns:a="${types}">${code}</faultcode><faultstring xml:lang="en-US">${text}</faultstring><detail>${detail}</detail></s:Fault>`,
    ),
  };
}

function response(message: string): Answer {
  return {
    status: 200,
    headers: xml,
    body: envelope(
      `<m:GetFolderResponse xmlns:m="${messages}" xmlns:t="${types}"><m:ResponseMessages>${message}</m:ResponseMessages></m:GetFolderResponse>`,
      '<h:ServerVersionInfo MajorVersion="15" MinorVersion="20" Version="V2018_01_08" xmlns:h="http://schemas.microsoft.com/exchange/services/2006/types"/>',
    ),
  };
}

function envelope(body: string, header = ''): string {
  const head = header && `<s:Header>${header}</s:Header>`;
  return `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">${head}<s:Body>${body}</s:Body></s:Envelope>`;
}
