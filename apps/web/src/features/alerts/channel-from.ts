import { type FindingKind, type makeAlertChannel, Severity } from '@vplus/contracts';
import type * as z from 'zod/mini';

export type NewChannel = z.input<typeof makeAlertChannel.body>;

export type ChannelKind = NewChannel['settings']['kind'];

/** What was filled in, by the names of the fields. Whether it is right the server says. */
export function channelFrom(kind: ChannelKind, data: FormData): NewChannel {
  const text = (name: string) => String(data.get(name) ?? '').trim();
  const listed = (name: string) =>
    text(name)
      .split(/[\s,;]+/)
      .filter(Boolean);
  const [kinds, tenants] = [listed('kinds'), listed('tenants')];
  const common: Omit<NewChannel, 'settings' | 'clientSecret'> = {
    name: text('name'),
    filter: {
      kinds: kinds.length > 0 ? (kinds as FindingKind[]) : null,
      severities: Severity.options.filter((severity) => data.has(severity)),
      tenants: tenants.length > 0 ? tenants.map((id) => id.toLowerCase()) : null,
    },
  };
  if (data.has('digest'))
    common.digest = { atOnce: Severity.options.filter((one) => data.has(`once-${one}`)), hour: Number(text('hour')) };
  if (kind !== 'mail') return { ...common, settings: { kind, address: text('address') } };
  const signIn = text('clientId')
    ? { user: text('user'), tokenAddress: text('tokenAddress'), clientId: text('clientId'), scope: text('scope') }
    : null;
  const security = text('security') as 'starttls' | 'tls' | 'none';
  const server = { host: text('host'), port: Number(text('port')), security };
  return {
    ...common,
    settings: { kind, ...server, from: text('from'), to: listed('to'), signIn },
    ...(signIn ? { clientSecret: text('clientSecret') } : {}),
  };
}
