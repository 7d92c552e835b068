import type { Cloud } from './service.ts';

/** The Microsoft APIs of the practice cloud: one resource each, whatever name a request uses for it. */
export const microsoftResources = {
  graph: {
    appId: '00000003-0000-0000-c000-000000000000',
    audience: 'https://graph.microsoft.com',
    names: ['https://graph.microsoft.com', 'https://canary.graph.microsoft.com'],
  },
  exchange: {
    appId: '00000002-0000-0ff1-ce00-000000000000',
    audience: 'https://outlook.office365.com',
    names: ['https://outlook.office365.com', 'https://outlook.office.com'],
  },
  sharepoint: {
    appId: '00000003-0000-0ff1-ce00-000000000000',
    audience: '00000003-0000-0ff1-ce00-000000000000',
    names: ['https://microsoft.sharepoint-df.com'],
  },
  management: {
    appId: '797f4846-ba00-4fd7-ba43-dac1f8f63013',
    audience: 'https://management.azure.com',
    names: ['https://management.azure.com', 'https://management.core.windows.net'],
  },
} as const satisfies Record<string, { appId: string; audience: string; names: string[] }>;

export type MicrosoftApi = keyof typeof microsoftResources;

/** Which Microsoft API a resource name (URI, practice origin or app id) means. */
export function microsoftApiNamed(
  name: string,
  cloud: Pick<Cloud, 'origins' | 'secureOrigins' | 'world'>,
): MicrosoftApi | null {
  const wanted = name.replace(/\/+$/, '').toLowerCase();
  for (const api of Object.keys(microsoftResources) as MicrosoftApi[]) {
    const { appId, names } = microsoftResources[api];
    const known: string[] = [appId, ...names, cloud.origins[api], cloud.secureOrigins[api]];
    if (known.includes(wanted)) return api;
  }
  const host = /^https:\/\/([a-z0-9-]+\.sharepoint\.[a-z]+)$/.exec(wanted)?.[1];
  if (host || Object.values(cloud.world.tenants).some((tenant) => wanted === `https://${tenant.sharepoint.host}`))
    return 'sharepoint';
  return null;
}
