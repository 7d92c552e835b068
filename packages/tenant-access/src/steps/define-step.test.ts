import { deleteApplication } from '@vplus/clients';
import { expectTypeOf, test } from 'vitest';
import type { Readers, Services } from '#ports.ts';
import type { ConnectStep } from './define-step.ts';

type Looks = Required<Pick<ConnectStep, 'find' | 'ask' | 'lost'>>;
type Given<Name extends keyof Looks> = Parameters<Looks[Name]>[0]['services'];

test('whatever only looks in a step gets readers, and nothing else', () => {
  expectTypeOf<Given<'find'>>().toEqualTypeOf<Readers>();
  expectTypeOf<Given<'ask'>>().toEqualTypeOf<Readers>();
  expectTypeOf<Given<'lost'>>().toEqualTypeOf<Readers>();
});

test('a look that writes does not compile', () => {
  const looks: ConnectStep['find'][] = [
    // @ts-expect-error nothing is remembered by a look
    ({ services }) => services.remember({}),
    // @ts-expect-error nor sealed
    ({ services }) => services.vault.seal('client-secret', 'value'),
    // @ts-expect-error nor wiped
    ({ services }) => services.vault.wipe('client-secret'),
    // @ts-expect-error nothing of a tenant is changed
    ({ services }) => services.graph.change(deleteApplication('id')),
    // @ts-expect-error not with a token of the application either
    ({ services }) => services.graphAs('token').change(deleteApplication('id')),
    // @ts-expect-error nor anything on vPlus
    ({ services }) => services.vplus.deleteOrganization('guid'),
  ];
  expectTypeOf(looks).toBeArray();
});

test('a look that asks for more than readers is no step', () => {
  const greedy = async ({ services }: { services: Services }) => {
    await services.remember({});
    return { is: 'absent' as const };
  };
  // @ts-expect-error it wants what writes
  const find: ConnectStep['find'] = greedy;
  expectTypeOf(find).toBeFunction();
});
