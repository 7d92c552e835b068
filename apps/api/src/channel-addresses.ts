import { type AddressGuard, AddressRefused } from '@vplus/clients';
import { type ChannelInput, Problem } from '@vplus/contracts';

/**
 * Refuses a channel that leads inside, or outside in clear, when it is made: each attempt would be refused as well, since
 * it looks again. A name that cannot be looked up now is nobody's fault yet.
 *
 * @throws Problem alert-address-inside, alert-address-not-secure
 */
export async function demandAddresses(guard: AddressGuard, settings: ChannelInput): Promise<void> {
  if (settings.kind !== 'mail') return demand(guard, ...webAddress(settings.address));
  await demand(guard, settings.host, settings.security !== 'none');
  if (settings.signIn) await demand(guard, ...webAddress(settings.signIn.tokenAddress));
}

function webAddress(address: string): [host: string, secure: boolean] {
  const { hostname, protocol } = new URL(address);
  return [hostname, protocol === 'https:'];
}

async function demand(guard: AddressGuard, host: string, secure: boolean): Promise<void> {
  const found = await guard.resolve(host).catch((error: unknown) => {
    if (error instanceof AddressRefused) throw new Problem('alert-address-inside', undefined, { cause: error });
    return [];
  });
  if (!secure && (found.length === 0 || !found.every((one) => guard.isListed(one))))
    throw new Problem('alert-address-not-secure');
}
