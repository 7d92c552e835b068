import { unlicensed, workloadNames } from '../tenant/licences.ts';
import { type Check, listed, mayNotRead } from './check.ts';

/** A permission can be granted without the licence behind it, and does nothing then. */
export const checkLicences: Check = {
  title: 'Licences',

  async look({ reads, connection: { choices } }) {
    const without = unlicensed(await reads.skus());
    if (!without) return mayNotRead('Permissions without a licence behind them can be granted and do no harm.');
    const wanted = without.filter((workload) => choices.workloads.includes(workload)).map((one) => workloadNames[one]);
    if (wanted.length > 0)
      return {
        state: 'attention',
        finding: `No licence for ${listed(wanted)} is in use here. The permissions are granted, but unused at present.`,
        remedy: 'If licences will follow, leave it as it is. Otherwise leave these services out of the plan.',
        link: 'https://admin.microsoft.com/Adminportal/Home#/licenses',
      };
    return {
      state: 'ok',
      finding: without.length > 0 ? 'What has no licence here is left out.' : 'There are licences for every service.',
    };
  },
};
