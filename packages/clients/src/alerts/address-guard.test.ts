import { expect, test } from 'vitest';
import { AddressRefused, createAddressGuard } from './address-guard.ts';

const leadingTo =
  (...addresses: string[]) =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

test.each([
  '127.0.0.1',
  '127.9.9.9',
  '0.0.0.0',
  '10.1.2.3',
  '172.31.255.255',
  '192.168.0.1',
  '169.254.169.254',
  '100.64.0.1',
  '100.100.100.200',
  '168.63.129.16',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:a00:1',
  '::ffff:169.254.169.254',
  '::7f00:1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  '2001:0:7f00:1::',
  'fe80::1',
  'fd00:ec2::254',
  'fc00::1',
  'fec0::1',
  'ff02::1',
])('%s is inside, as an address and behind a name', async (address) => {
  await expect(createAddressGuard([]).resolve(address)).rejects.toThrow(AddressRefused);
  await expect(createAddressGuard([]).resolve(`[${address}]`)).rejects.toThrow(AddressRefused);
  await expect(createAddressGuard([], leadingTo(address)).resolve('hook.example')).rejects.toThrow(AddressRefused);
});

test.each(['93.184.215.14', '172.32.0.1', '100.128.0.1', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'])(
  '%s is outside',
  async (address) => {
    expect(await createAddressGuard([], leadingTo(address)).resolve('hook.example')).toEqual([
      { address, family: address.includes(':') ? 6 : 4 },
    ]);
  },
);

test('a name that leads outside and inside is refused whole', async () => {
  const guard = createAddressGuard([], leadingTo('93.184.215.14', '10.0.0.1'));

  await expect(guard.resolve('hook.example')).rejects.toThrow(AddressRefused);
});

test('what is listed is let through, and its neighbours are not', async () => {
  const guard = createAddressGuard(['10.1.2.0/24', '127.0.0.1', 'fd12::/64']);

  expect(await guard.resolve('10.1.2.7')).toEqual([{ address: '10.1.2.7', family: 4 }]);
  expect(await guard.resolve('[fd12::5]')).toEqual([{ address: 'fd12::5', family: 6 }]);
  expect(await guard.resolve('127.0.0.1')).toEqual([{ address: '127.0.0.1', family: 4 }]);
  for (const address of ['10.1.3.1', '127.0.0.2', 'fd12:0:0:1::5'])
    await expect(guard.resolve(address)).rejects.toThrow(AddressRefused);
});

test('a name that leads nowhere is refused', async () => {
  await expect(createAddressGuard([], leadingTo()).resolve('hook.example')).rejects.toThrow(AddressRefused);
});
