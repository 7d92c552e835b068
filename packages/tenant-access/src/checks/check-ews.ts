import { message, sentences } from '@vplus/messages';
import type { Check } from './check.ts';

const end = message('check-ews.end');
const link =
  'https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/deprecation-of-ews-exchange-online';

/** Nothing that this assistant may use can read the switch and its allow list: only a proof tells. */
export const checkEws: Check = {
  title: message('check-ews.title'),

  async look({ reads, connection: { choices } }) {
    if (!choices.workloads.includes('exchange')) return { state: 'ok', finding: message('check-ews.left-out') };
    const { proof } = await reads.memory();
    const row = proof?.rows.find(({ key }) => key === 'ews');
    if (!proof || !row)
      return {
        state: 'unknown',
        finding: sentences(message('check-ews.later'), end),
        link,
      };
    const day = proof.at.slice(0, 10);
    const note = row.note ? [row.note] : [];
    if (row.state === 'done')
      return { state: 'ok', finding: sentences(message('check-ews.answered', { day }), end), link };
    if (row.outcome === 'nothing' || row.state === 'not-possible')
      return {
        state: 'unknown',
        finding: sentences(message('check-ews.not-tried', { day }), ...note, end),
        link,
      };
    if (row.outcome === 'unproved')
      return { state: 'unknown', finding: sentences(message('check-ews.no-answer', { day }), ...note, end), link };
    return {
      state: 'attention',
      finding: sentences(message('check-ews.refused', { day }), ...note, end),
      remedy: message('check-ews.script'),
      link,
    };
  },
};
