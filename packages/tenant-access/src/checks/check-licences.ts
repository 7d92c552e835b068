import { listOf, message } from '@vplus/messages';
import { unlicensed, workloadNames } from '../tenant/licences.ts';
import { type Check, mayNotRead } from './check.ts';

/** A permission can be granted without the licence behind it, and does nothing then. */
export const checkLicences: Check = {
  title: message('check-licences.title'),

  async look({ reads, connection: { choices } }) {
    const without = unlicensed(await reads.skus());
    if (!without) return mayNotRead(message('check-licences.unread'));
    const wanted = without.filter((workload) => choices.workloads.includes(workload)).map((one) => workloadNames[one]);
    if (wanted.length > 0)
      return {
        state: 'attention',
        finding: message('check-licences.missing', { services: listOf(wanted) }),
        remedy: message('check-licences.leave-out'),
        link: 'https://admin.microsoft.com/Adminportal/Home#/licenses',
      };
    return {
      state: 'ok',
      finding: message(without.length > 0 ? 'check-licences.left-out' : 'check-licences.all'),
    };
  },
};
