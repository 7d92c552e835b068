import { RemoteError } from '@vplus/clients';
import { message } from '@vplus/messages';
import { problemOf } from '../refusals/problem-of.ts';
import type { Check } from './check.ts';

/** The server is reachable, its certificate is the expected one, it takes our log-in and speaks as declared. */
export const checkVplus: Check = {
  title: message('check-vplus.title'),

  async look({ services: { vplus }, connection: { vplusServer, choices } }) {
    try {
      const { organizations } = await vplus.probe();
      return {
        state: 'ok',
        finding: message('check-vplus.answers', { server: vplusServer.name, count: organizations }),
      };
    } catch (error) {
      if (!(error instanceof RemoteError)) throw error;
      const { title, remedy, code } = problemOf(error).toView();
      if (choices.registration === 'hand-over')
        return { state: 'attention', finding: message('check-vplus.by-person', { problem: title }) };
      return code === 'vplus-contract'
        ? {
            state: 'blocked',
            finding: message('check-vplus.problem', { problem: title }),
            remedy: message('check-vplus.enter-yourself'),
          }
        : { state: 'blocked', finding: message('check-vplus.problem', { problem: title }), remedy };
    }
  },
};
