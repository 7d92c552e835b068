import type { ChannelInput, ChannelSettings } from '@vplus/contracts';
import type { ChannelSecrets } from '@vplus/store';

/** What may be shown of a channel, and the address of Teams or Slack, which is a secret itself. */
export function apart(input: ChannelInput): { settings: ChannelSettings; secrets: Pick<ChannelSecrets, 'address'> } {
  if (input.kind !== 'teams' && input.kind !== 'slack') return { settings: input, secrets: {} };
  const { kind, address } = input;
  return { settings: { kind, host: new URL(address).host }, secrets: { address } };
}
