import type { ByHand } from '../by-hand-way.ts';
import { adoptSecret } from './handed-in-secret.ts';

/** A person adds it, and hands its value in. */
export const secretByHand: ByHand = {
  wants: 'secret',
  plan: ({ connection }) =>
    `The script adds a client secret, which expires after ${connection.choices.credential.days} days. You enter it here, and it is sent to vPlus only.`,
  ask: () =>
    'Enter the client secret that the script printed. If it printed none, or the secret is lost, run the script again and have the secret replaced. The beginning of the script says how.',
  async find(context, find) {
    const found = await find();
    if (found.is !== 'absent' && found.is !== 'partly') return found;
    const refusal = await adoptSecret(context);
    if (refusal === null) return find();
    return refusal ? { ...found, detail: refusal } : found;
  },
};
