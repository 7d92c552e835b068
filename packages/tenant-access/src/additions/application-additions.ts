import type { ApplicationChange, GraphApplication } from '@vplus/clients';
import { message } from '@vplus/messages';
import type { Addition } from '@vplus/reconciler';

/** What of an application lets others in, and what of it a connect leaves as it was: nothing, on one of our own. */
export type Openings = Pick<
  GraphApplication,
  'isDisabled' | 'identifierUris' | 'redirectUris' | 'implicitGrant' | 'isFallbackPublicClient'
>;

export const noOpenings: Openings = {
  isDisabled: false,
  identifierUris: [],
  redirectUris: { web: [], spa: [], publicClient: [] },
  implicitGrant: { accessTokens: false, idTokens: false },
  isFallbackPublicClient: false,
};

const platforms = ['web', 'spa', 'publicClient'] as const;

/** What was added to an application, each with what it means. The assistant never adds any of it. */
export function openingsAdded(now: Openings, before: Openings): Addition[] {
  const added = (all: string[], known: string[]) => all.filter((one) => !known.includes(one));
  const { implicitGrant } = now;
  const implicit =
    (implicitGrant.accessTokens && !before.implicitGrant.accessTokens) ||
    (implicitGrant.idTokens && !before.implicitGrant.idTokens);
  return [
    ...(now.isDisabled
      ? [
          {
            key: 'application/disabled',
            kind: 'application-deactivated' as const,
            what: message('additions.application-deactivated'),
          },
        ]
      : []),
    ...platforms.flatMap((platform) =>
      added(now.redirectUris[platform], before.redirectUris[platform]).map((uri) => ({
        key: `redirect/${platform}/${uri}`,
        kind: 'redirect-address-added' as const,
        what: message('additions.redirect-address', { platform, uri }),
      })),
    ),
    ...(implicit
      ? [
          {
            key: 'application/implicit-grant',
            kind: 'implicit-grant-on' as const,
            what: message('additions.implicit-grant'),
          },
        ]
      : []),
    ...(now.isFallbackPublicClient && !before.isFallbackPublicClient
      ? [
          {
            key: 'application/public-client',
            kind: 'public-client-on' as const,
            what: message('additions.public-client'),
          },
        ]
      : []),
    ...added(now.identifierUris, before.identifierUris).map((uri) => ({
      key: `identifier/${uri}`,
      kind: 'identifier-added' as const,
      what: message('additions.identifier', { uri }),
    })),
  ];
}

/** The change that takes these additions away, and leaves everything else as it is. */
export function closing(now: Openings, before: Openings, additions: Addition[]): ApplicationChange {
  const keys = new Set(additions.map(({ key }) => key));
  const left = (platform: (typeof platforms)[number]) =>
    now.redirectUris[platform].filter((uri) => !keys.has(`redirect/${platform}/${uri}`));
  const changed = (platform: (typeof platforms)[number]) => left(platform).length < now.redirectUris[platform].length;
  const identifierUris = now.identifierUris.filter((uri) => !keys.has(`identifier/${uri}`));
  const implicit = keys.has('application/implicit-grant') && {
    implicitGrantSettings: {
      enableAccessTokenIssuance: before.implicitGrant.accessTokens,
      enableIdTokenIssuance: before.implicitGrant.idTokens,
    },
  };
  const web = { ...(changed('web') ? { redirectUris: left('web') } : {}), ...(implicit || {}) };
  return {
    ...(keys.has('application/disabled') ? { isDisabled: false } : {}),
    ...(keys.has('application/public-client') ? { isFallbackPublicClient: false } : {}),
    ...(identifierUris.length < now.identifierUris.length ? { identifierUris } : {}),
    ...(Object.keys(web).length > 0 ? { web } : {}),
    ...(changed('spa') ? { spa: { redirectUris: left('spa') } } : {}),
    ...(changed('publicClient') ? { publicClient: { redirectUris: left('publicClient') } } : {}),
  };
}
