import type { Check } from './check.ts';

const end = 'Microsoft is switching them off tenant by tenant, for good on 1 April 2027.';
const link =
  'https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/deprecation-of-ews-exchange-online';

/** Nothing that this assistant may use can read the switch and its allow list: only a proof tells. */
export const checkEws: Check = {
  title: 'Exchange Web Services',

  async look({ reads, connection: { choices } }) {
    if (!choices.workloads.includes('exchange')) return { state: 'ok', finding: 'Exchange is left out of this plan.' };
    const { proof } = await reads.memory();
    const row = proof?.rows.find(({ key }) => key === 'ews');
    if (!proof || !row)
      return {
        state: 'unknown',
        finding: `Cannot be checked in advance. It is tested after the application has been created. ${end}`,
        link,
      };
    const day = proof.at.slice(0, 10);
    if (row.state === 'done')
      return { state: 'ok', finding: `Exchange Web Services answered this connection on ${day}. ${end}`, link };
    if (row.outcome === 'nothing' || row.state === 'not-possible')
      return {
        state: 'unknown',
        finding: `Exchange Web Services were not tried on ${day}. ${row.note ?? ''} ${end}`,
        link,
      };
    if (row.outcome === 'unproved')
      return { state: 'unknown', finding: `They gave no answer that counts on ${day}. ${row.note ?? ''} ${end}`, link };
    return {
      state: 'attention',
      finding: `They refused this connection on ${day}. ${row.note ?? ''} ${end}`.trim(),
      remedy:
        'The run has the script with which an Exchange Administrator can allow it. A change can take up to 24 hours.',
      link,
    };
  },
};
