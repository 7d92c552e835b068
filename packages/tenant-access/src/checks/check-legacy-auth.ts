import { sharePointApi } from '../permissions/permission.ts';
import { type Check, mayNotRead } from './check.ts';

/** SharePoint's LegacyAuthProtocolsEnabled, which the vendor's page still asks for. */
export const checkLegacyAuth: Check = {
  title: "SharePoint's legacy authentication",

  async look({ reads, connection: { choices } }) {
    const [settings, offered] = await Promise.all([reads.sharePoint(), reads.offered()]);
    if (!offered.some(({ permission }) => permission.resourceAppId === sharePointApi.appId))
      return { state: 'ok', finding: 'SharePoint is not in this tenant.' };
    if (choices.legacyAuth === 'enable' && settings?.isLegacyAuthProtocolsEnabled !== true)
      return {
        state: 'attention',
        finding:
          'You chose to switch it on. The sign-in behind it is blocked by Microsoft for good, so this only lowers security.',
        remedy: 'Leave it as it is, unless whoever runs vPlus requires it.',
      };
    if (!settings) return mayNotRead('The application does not need it either way.');
    if (settings.isLegacyAuthProtocolsEnabled)
      return {
        state: 'attention',
        finding: 'It is on. This plan does not need it, and Microsoft blocked what it allows on 1 May 2026.',
        remedy: 'Turn it off in the SharePoint admin center, under Access control, unless something else needs it.',
      };
    return { state: 'ok', finding: 'It is off, as it should be: the new application does not need it.' };
  },
};
