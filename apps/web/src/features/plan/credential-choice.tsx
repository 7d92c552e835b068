import { CredentialKind } from '@vplus/contracts';
import { Choice, ChoiceGroup } from '#ui/choice.tsx';
import type { ChoiceProps } from './choices.tsx';
import { TypedField } from './typed-field.tsx';

const kinds: Record<CredentialKind, { label: string; hint: string }> = {
  secret: { label: 'A client secret', hint: 'What every vPlus server takes.' },
  certificate: {
    label: 'A certificate',
    hint: 'What SharePoint’s own interface demands; the server must be able to take one.',
  },
  both: { label: 'Both, side by side', hint: 'The secret for vPlus, the certificate for SharePoint’s own interface.' },
};

/** What the application signs in with, bounded by what the policies of the tenant allow. */
export function CredentialChoice({ choices: { credential, writes }, plan: { limits }, choose }: ChoiceProps) {
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
                    ? 'Not by hand: its key would stay with you, and could not be proved.'
                    : 'A policy of your organization forbids it.'
              }
              checked={credential.kind === kind}
              disabled={!allowed}
              onChange={() => choose({ credential: { ...credential, kind } })}
            />
          );
        })}
      </ChoiceGroup>
      <TypedField
        label="Valid for, in days"
        hint={`At most ${most}. Shorter is safer; it is renewed before it ends.`}
        value={String(credential.days)}
        inputMode="numeric"
        autoComplete="off"
        problemWith={(text) => {
          const days = Number(text);
          return /^\d+$/.test(text.trim()) && days >= 1 && days <= most
            ? undefined
            : `Give a whole number from 1 to ${most}.`;
        }}
        onSettle={(text) => choose({ credential: { ...credential, days: Number(text) } }, true)}
      />
    </>
  );
}
