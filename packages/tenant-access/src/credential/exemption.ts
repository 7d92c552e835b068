import type { AppManagementPolicyBody } from '@vplus/clients';
import type { Choices } from '@vplus/contracts';
import { type MessageKey, message, type Words } from '@vplus/messages';
import * as z from 'zod';
import { exemptionMark } from '../application/naming.ts';
import { wireValue } from '../application/wire-value.ts';
import type { Connection } from '../ports.ts';
import {
  type CredentialRule,
  type CredentialRules,
  daysOf,
  inForceAt,
  Policy,
  type Restriction,
} from './credential-rules.ts';

const CustomPolicy = z.looseObject({
  id: z.string(),
  displayName: z.nullish(z.string()),
  description: z.nullish(z.string()),
  ...Policy.shape,
});
/** A custom app management policy as Graph answers it, with whatever else Microsoft has added. */
export type CustomPolicy = z.infer<typeof CustomPolicy>;

export const customPolicies = (answered: unknown[]): CustomPolicy[] =>
  answered.flatMap((one) => CustomPolicy.safeParse(one).data ?? []);

/** Whether an assistant of this connection made it: nothing else is ever changed or removed. */
export const isOurExemption = ({ description }: CustomPolicy, connection: Connection): boolean =>
  description?.includes(exemptionMark(connection)) ?? false;

/** What forbids or shortens the credentials that were chosen; empty: nothing does, as far as it could be read. */
export function obstaclesOf(rules: CredentialRules, { credential: { kind, days } }: Choices): Kind[] {
  const kinds: Kind[] = kind === 'both' ? ['secret', 'certificate'] : [kind];
  return kinds.filter((one) => isObstacle(rules[one], days));
}

type Kind = 'secret' | 'certificate';

const isObstacle = (rule: CredentialRule, days: number): boolean =>
  rule.is === 'forbidden' || (rule.is === 'limited' && rule.days < days);

/** What a custom policy can lift: which certificates may be used beyond their life is no matter of v1.0. */
const liftable: Record<Kind, { addition?: string; lifetime: string }> = {
  secret: { addition: 'passwordAddition', lifetime: 'passwordLifetime' },
  certificate: { lifetime: 'asymmetricKeyLifetime' },
};

const words = {
  passwordAddition: 'exempt-application.new-secrets',
  passwordLifetime: 'exempt-application.life-of-secrets',
  asymmetricKeyLifetime: 'exempt-application.life-of-certificates',
} as const satisfies Record<string, MessageKey>;
const hasWords = (restrictionType: string): restrictionType is keyof typeof words =>
  Object.hasOwn(words, restrictionType);

/** A restriction that can be lifted, as people call it. */
export const liftedWords = (restrictionType: string): Words =>
  hasWords(restrictionType) ? message(words[restrictionType]) : restrictionType;

export interface Exemption {
  body: AppManagementPolicyBody;
  /** The restrictions that it lifts, as Microsoft calls them. */
  lifts: string[];
}

/**
 * The custom policy that lets this one application have the chosen credentials: the tenant's own policy word for word,
 * but for what stands in the way. Microsoft's pages differ on whether what a custom policy does not name is inherited;
 * so all of it is named. null: nothing that can be lifted is in the way.
 * https://learn.microsoft.com/graph/api/resources/applicationauthenticationmethodpolicy
 */
export function exemptionFor(defaultPolicy: unknown, createdAt: number, connection: Connection): Exemption | null {
  const { data: policy } = Policy.safeParse(defaultPolicy);
  if (!policy?.isEnabled) return null;
  const { kind, days } = connection.choices.credential;
  const lifts = new Set<string>();
  const lifted = (of: Kind, all: Restriction[] | null | undefined) =>
    (all ?? []).map((one): object => {
      if (kind !== 'both' && kind !== of) return one;
      const { addition, lifetime } = liftable[of];
      const { restrictionType: type } = one;
      if (!inForceAt(one, createdAt)) return one;
      if (type === addition) {
        lifts.add(type);
        return { ...one, state: 'disabled' };
      }
      const most = type === lifetime ? daysOf(one.maxLifetime) : null;
      if (most === null || most >= days) return one;
      lifts.add(type);
      // Microsoft counts from its own clock, which may be behind ours.
      return { ...one, maxLifetime: `P${days + 1}D` };
    });
  const { passwordCredentials, keyCredentials, ...others } = policy.applicationRestrictions ?? {};
  const restrictions = {
    passwordCredentials: lifted('secret', passwordCredentials),
    keyCredentials: lifted('certificate', keyCredentials),
    // https://learn.microsoft.com/graph/api/resources/customappmanagementconfiguration
    ...(Object.keys(others).length > 0 ? { applicationRestrictions: others } : {}),
  };
  if (lifts.size === 0) return null;
  const { applicationName, vplusServer } = { ...connection.choices, ...connection };
  return {
    lifts: [...lifts],
    body: {
      displayName: wireValue`${applicationName}: exemption for vPlus`,
      description: wireValue`Made by the vPlus setup assistant so that the application that "${vplusServer.name}" signs in with may have its credential. A disconnect removes it. ${exemptionMark(connection)}`,
      isEnabled: true,
      restrictions,
    },
  };
}

/**
 * Whether a policy that is there restricts credentials as the wanted one does. Names, what is not in force, whom it
 * excepts, and rules on anything but credentials do not count: Microsoft may answer with more than it was sent.
 */
export function restrictsLike({ isEnabled, restrictions }: CustomPolicy, { body }: Exemption): boolean {
  return isEnabled && inWords(restrictions) === inWords(body.restrictions as CustomPolicy['restrictions']);
}

function inWords(restrictions: CustomPolicy['restrictions']): string {
  const { passwordCredentials, keyCredentials } = restrictions ?? {};
  const words = (all: Restriction[] | null | undefined) =>
    (all ?? [])
      .filter(({ state }) => state !== 'disabled')
      .map(({ restrictionType, maxLifetime, restrictForAppsCreatedAfterDateTime: since }) =>
        [restrictionType, daysOf(maxLifetime), since ? Date.parse(since) : null].join(' '),
      )
      .toSorted();
  return JSON.stringify([words(passwordCredentials), words(keyCredentials)]);
}
