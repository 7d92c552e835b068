import { BackupWorkload, Choices, type SomeChoices } from '@vplus/contracts';

/**
 * What a connection is made with unless a person decides otherwise: the vendor's page to the letter. Where the vPlus
 * server takes a certificate it gets one beside the secret, since SharePoint's own interface takes no secret.
 */
export const usualChoices = (secretDays: number, takesCertificate = false): Choices => ({
  applicationName: 'vPlus Backup',
  workloads: [...BackupWorkload.options],
  permissionList: 'vendor',
  credential: { kind: takesCertificate ? 'both' : 'secret', days: secretDays },
  legacyAuth: 'keep',
  deletedApplication: 'restore',
  adoptApplication: null,
  registration: 'api',
  organizationName: null,
  writes: 'assistant',
});

/** The usual, overlaid with what was approved before, overlaid with what the person decides now. */
export function resolvedChoices(usual: Choices, approved: SomeChoices | null, wanted: SomeChoices = {}): Choices {
  return Choices.parse({ ...usual, ...given(approved ?? {}), ...given(wanted) });
}

const given = (choices: SomeChoices) =>
  Object.fromEntries(Object.entries(choices).filter(([, value]) => value !== undefined));
