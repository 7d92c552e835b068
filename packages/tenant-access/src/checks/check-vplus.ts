import { RemoteError } from '@vplus/clients';
import { problemOf } from '../refusals/problem-of.ts';
import type { Check } from './check.ts';

/** The server is reachable, its certificate is the expected one, it takes our log-in and speaks as declared. */
export const checkVplus: Check = {
  title: 'vPlus server',

  async look({ services: { vplus }, connection: { vplusServer, choices } }) {
    try {
      const { organizations } = await vplus.probe();
      const count = organizations === 1 ? '1 organization' : `${organizations} organizations`;
      return { state: 'ok', finding: `"${vplusServer.name}" answers, takes our log-in and has ${count}.` };
    } catch (error) {
      if (!(error instanceof RemoteError)) throw error;
      const { title, remedy, code } = problemOf(error).toView();
      if (choices.registration === 'hand-over')
        return { state: 'attention', finding: `${title}. You enter the values into vPlus yourself, as you chose.` };
      return code === 'vplus-contract'
        ? {
            state: 'blocked',
            finding: `${title}.`,
            remedy:
              'Choose to enter the values into vPlus yourself, or send the support details to whoever runs this assistant.',
          }
        : { state: 'blocked', finding: `${title}.`, remedy };
    }
  },
};
