import type { RetiredStep } from '@vplus/contracts';

/** What the vendor's page still asks for and Microsoft has taken away: shown with the plan, never carried out. */
export const retiredSteps: RetiredStep[] = [
  {
    id: 'azure-ad-graph',
    title: 'Select the API "Azure Active Directory Graph" and its permission Calendars.ReadWrite',
    since: '2025-08-31',
    why: 'Azure AD Graph is retired, and never had this permission: the page names the wrong API.',
    instead: 'Calendars.ReadWrite of Microsoft Graph is granted.',
  },
  {
    id: 'appinv',
    title: 'Grant tenant-wide rights on the page appinv.aspx ("Trust It")',
    since: '2026-04-02',
    why: 'SharePoint app-only access through Azure ACS stopped working in every tenant, without extension (MC693863).',
    instead: "The five permissions of SharePoint's own interface are granted in Entra ID.",
  },
  {
    id: 'legacy-auth-protocols',
    title: 'Set LegacyAuthProtocolsEnabled with PowerShell',
    since: '2026-05-01',
    why: 'The sign-in that it switched on is blocked for good (MC1184649). Turning it on only lowers security.',
    instead: 'Nothing: the new application does not need it.',
  },
  {
    id: 'sharepoint-secret',
    title: "Use the client secret for SharePoint's own interface",
    since: '2026-04-02',
    why: 'SharePoint accepts an application only with a certificate. A client secret works for sites through Microsoft Graph.',
    instead: 'Sites are read through Microsoft Graph; the permissions are granted and wait for a certificate.',
  },
  {
    id: 'ews',
    title: 'Set the permission full_access_as_app of Office 365 Exchange Online',
    since: '2026-10-01',
    why: 'Exchange Web Services are being switched off tenant by tenant, and end for everybody on 1 April 2027.',
    instead:
      'The permission is granted. It works as long as EWS is on in your tenant and, where there is an allow list, the new application is on it.',
  },
];
