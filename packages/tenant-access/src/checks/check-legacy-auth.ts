import { message, sentences } from '@vplus/messages';
import { sharePointApi } from '../permissions/permission.ts';
import { whyLegacyAuthStays } from '../steps/set-legacy-auth/legacy-auth.ts';
import { type Check, mayNotRead } from './check.ts';

/** SharePoint's LegacyAuthProtocolsEnabled, which the vendor's page still asks for. */
export const checkLegacyAuth: Check = {
  title: message('check-legacy-auth.title'),

  async look({ reads, connection: { choices } }) {
    const [settings, offered] = await Promise.all([reads.sharePoint(), reads.offered()]);
    if (!offered.some(({ permission }) => permission.resourceAppId === sharePointApi.appId))
      return { state: 'ok', finding: message('check-legacy-auth.no-sharepoint') };
    if (choices.legacyAuth === 'enable' && settings?.isLegacyAuthProtocolsEnabled !== true)
      return {
        state: 'attention',
        finding: message('check-legacy-auth.chosen'),
        remedy: message('check-legacy-auth.leave'),
      };
    if (!settings) return mayNotRead(message('check-legacy-auth.unread'));
    if (settings.isLegacyAuthProtocolsEnabled)
      return choices.legacyAuth === 'enable'
        ? {
            state: 'attention',
            finding: sentences(message('set-legacy-auth.on-as-chosen'), whyLegacyAuthStays),
            remedy: message('check-legacy-auth.turn-off-unless-required'),
          }
        : {
            state: 'attention',
            finding: message('check-legacy-auth.on'),
            remedy: message('check-legacy-auth.turn-off'),
          };
    return { state: 'ok', finding: message('check-legacy-auth.off') };
  },
};
