import { Refusal } from './aadsts.ts';

export interface ClaimsRequest {
  /** Capability `cp1`: the client understands claims challenges. */
  continuous: boolean;
  /** Authentication context c1 is demanded: a second factor. */
  stepUp: boolean;
}

/**
 * Reads the `claims` parameter as far as it changes anything here.
 *
 * https://learn.microsoft.com/entra/identity-platform/claims-challenge
 */
export function readClaims(text: string | null | undefined): ClaimsRequest {
  if (!text) return { continuous: false, stepUp: false };
  try {
    const { access_token: wanted } = JSON.parse(text) as {
      access_token?: { xms_cc?: { values?: string[] }; acrs?: { value?: string; values?: string[] } };
    };
    const contexts = [wanted?.acrs?.value, ...(wanted?.acrs?.values ?? [])];
    const capabilities = (wanted?.xms_cc?.values ?? []).map((value) => value.toLowerCase());
    return { continuous: capabilities.includes('cp1'), stepUp: contexts.includes('c1') };
  } catch {
    throw new Refusal(9002313, { text: "The value of parameter 'claims' is not valid JSON." });
  }
}

/** What the next sign-in must satisfy. */
export const stepUpClaims = JSON.stringify({ access_token: { acrs: { essential: true, value: 'c1' } } });
