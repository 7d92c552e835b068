import type { TenantCredential } from '@vplus/contracts';
import { Status, type Tone } from '#ui/status.tsx';
import { exactly, useNow } from '#ui/time.tsx';
import { credentialNames, expiryWords, type Urgency, urgencyOf } from './credential-life.ts';

const tones: Record<Urgency, Tone | null> = { expired: 'failed', urgent: 'failed', soon: 'attention', fine: null };

interface CredentialEndProps {
  credential: TenantCredential;
  /** Its kind stands beside it already. */
  unnamed?: boolean;
}

/** "Client secret expires in 47 days", with the exact time on hover. */
export function CredentialEnd({ credential, unnamed = false }: CredentialEndProps) {
  const now = useNow();
  const { expiresAt, kind } = credential;
  const words = (
    <time dateTime={expiresAt} title={exactly(expiresAt)}>
      {unnamed ? firstUpper(expiryWords(expiresAt, now)) : `${credentialNames[kind]} ${expiryWords(expiresAt, now)}`}
    </time>
  );
  const tone = tones[urgencyOf(credential, now)];
  return tone ? <Status tone={tone}>{words}</Status> : words;
}

const firstUpper = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
