import type { Actor } from '@vplus/contracts';
import { message } from '@vplus/messages';
import type { Context } from './context.ts';
import type { Sql } from './database.ts';
import { note } from './history.ts';

interface Deed {
  deed: 'made' | 'on' | 'off' | 'changed' | 'rotated' | 'tested' | 'replayed' | 'removed';
  channel: { name: string };
  by: Actor;
}

/** What somebody does with a channel of alerts is noted in the transaction in which it is done. */
export const noteDeed = (context: Pick<Context, 'chainer' | 'clock'>, tx: Sql, { deed, channel, by }: Deed) =>
  note(context, tx, {
    tenantId: null,
    kind: 'deed',
    by,
    what: message('history.alert-channel', { deed, channel: channel.name }),
    at: new Date(context.clock.now()),
  });
