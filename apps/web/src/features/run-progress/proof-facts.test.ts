import type { Fact, FactKey, StepView } from '@vplus/contracts';
import { expect, test } from 'vitest';
import { proofFacts } from './proof-facts.ts';

const fact = (key: FactKey): Fact => ({ key, label: key, value: key, kind: 'id' });
const step = (id: string, ...keys: FactKey[]) => ({ id, facts: keys.map(fact) }) as StepView;

test('a proof shows the ids and the ends of credentials in one order, whatever the order of the steps', () => {
  const steps = [
    step('register-organization', 'organization-guid'),
    step('add-certificate', 'certificate-id', 'certificate-thumbprint', 'certificate-expires'),
    step('register-application', 'client-id', 'tenant-id', 'application-object-id'),
  ];

  expect(proofFacts({ steps }).map(({ key }) => key)).toEqual([
    'client-id',
    'tenant-id',
    'application-object-id',
    'certificate-id',
    'certificate-thumbprint',
    'certificate-expires',
    'organization-guid',
  ]);
});

test('what stands with its own step is not shown a second time', () => {
  expect(proofFacts({ steps: [step('verify-access', 'proved-at'), step('exempt-application', 'policy-id')] })).toEqual(
    [],
  );
});
