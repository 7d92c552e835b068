import { CredentialKind } from '@vplus/contracts';
import { Choice, ChoiceGroup } from '#ui/choice.tsx';
import type { ChoiceProps } from './choice-props.ts';
import { ExemptionChoice } from './exemption-choice.tsx';
import { TypedField } from './typed-field.tsx';

const kinds: Record<CredentialKind, { label: string; hint: string }> = {
  secret: { label: 'A client secret', hint: 'Every vPlus server accepts it. SharePoint’s own interface does not.' },
  certificate: {
    label: 'A certificate',
    hint: 'SharePoint’s own interface requires it. The vPlus server must support certificates.',
  },
  both: {
    label: 'Both',
    hint: 'The secret for Microsoft Graph and Exchange, the certificate for SharePoint’s own interface.',
  },
};

/** What the application signs in with, bounded by what the policies of the tenant allow. */
export function CredentialChoice({ choices, plan: { limits }, choose }: ChoiceProps) {
  const { credential, writes } = choices;
  const { credentialKinds, longestDays } = limits;
  const most =
    credential.kind === 'both' ? Math.min(longestDays.secret, longestDays.certificate) : longestDays[credential.kind];
  return (
    <>
      <ChoiceGroup legend="How the application signs in">
        {CredentialKind.options.map((kind) => {
          const allowed = credentialKinds.includes(kind);
          return (
            <Choice
              key={kind}
              type="radio"
              name="credential"
              label={kinds[kind].label}
              hint={
                allowed
                  ? kinds[kind].hint
                  : writes === 'by-hand' && kind !== 'secret'
                    ? 'Not available by hand: the key would stay with you, so the assistant could not test it.'
                    : 'A policy of your organization forbids it.'
              }
              checked={credential.kind === kind}
              disabled={!allowed}
              onChange={() => choose({ credential: { ...credential, kind } })}
            />
          );
        })}
      </ChoiceGroup>
      <ExemptionChoice choices={choices} limits={limits} choose={choose} />
      <TypedField
        label="Valid for, in days"
        hint={`At most ${most}. Backups stop when it expires: it is not renewed automatically.`}
        value={String(credential.days)}
        inputMode="numeric"
        autoComplete="off"
        problemWith={(text) => {
          const days = Number(text);
          return /^\d+$/.test(text.trim()) && days >= 1 && days <= most
            ? undefined
            : `Enter a whole number from 1 to ${most}.`;
        }}
        onSettle={(text) => choose({ credential: { ...credential, days: Number(text) } }, true)}
      />
    </>
  );
}
