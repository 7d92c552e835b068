import { message } from '@vplus/messages';
import { credentialName } from '#application/naming.ts';
import { replacedIn } from '#credential/replaced.ts';
import { type SealedSecret, secretPurpose, secretText } from '#credential/sealed-secret.ts';
import type { Learned, OpenVault } from '#ports.ts';
import type { ByHand } from '../by-hand-way.ts';
import { adoptSecret, handedInPurpose } from './handed-in-secret.ts';

/** A person adds it, and hands its value in. */
export const secretByHand: ByHand = {
  wants: 'secret',
  plan: ({ connection: { choices } }) => {
    const { days } = choices.credential;
    return message(replacedIn(choices).length > 0 ? 'add-secret.plan-beside-by-hand' : 'add-secret.plan-by-hand', {
      days,
    });
  },
  // The script takes away the old one before it adds another, and vPlus would be without one meanwhile.
  ask: (_, connection, now) =>
    replacedIn(connection.choices).length > 0
      ? message('add-secret.enter-beside', { name: credentialName(connection, new Date(now).toISOString()) })
      : message('add-secret.enter'),
  async find(context, find) {
    const found = await find(context);
    if (found.is !== 'absent' && found.is !== 'partly') return found;
    const adopted = await adoptSecret(context);
    if (!adopted) return found;
    if ('refused' in adopted)
      return { ...found, detail: adopted.refused, learned: { vault: { [handedInPurpose]: null } } };

    const { services } = context;
    const seen = await find({ ...context, services: { ...services, vault: holding(services.vault, adopted) } });
    const learned: Learned = { vault: { [secretPurpose]: secretText(adopted), [handedInPurpose]: null } };
    return { ...seen, learned };
  },
};

/** The vault as it is once this secret is sealed. */
const holding = (vault: OpenVault, secret: SealedSecret): OpenVault => ({
  open: async (purpose) => (purpose === secretPurpose ? secretText(secret) : vault.open(purpose)),
});
