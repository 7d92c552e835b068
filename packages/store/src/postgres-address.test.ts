import { render } from '@vplus/messages';
import { expect, test } from 'vitest';
import { connectionTo, faultsOfAddress } from './postgres-address.ts';

test.each([
  'postgres://me:word@db.example/setup',
  'postgresql://me:w%23rd%2F%3F%40@db.example:5433/setup?sslmode=verify-full',
  'postgres:///setup?host=/run/postgresql',
  'postgres://me@localhost/setup?host=%2Frun%2Fpostgresql&sslmode=disable',
])('%s is an address', (address) => {
  expect(faultsOfAddress(address)).toEqual([]);
});

test.each([
  ['mysql://me:word@db.example/setup', 'must begin with postgres://'],
  ['postgres://me:1#word@db.example/setup', 'write # as %23'],
  ['postgres://me:word#1@db.example/setup', 'write # as %23'],
  ['postgres://me:1/word@db.example/setup', '/ as %2F'],
  ['postgres://me:word/1@db.example/setup', '/ as %2F'],
  ['postgres://me:1?word@db.example/setup', '? as %3F'],
  ['postgres://me:50%word@db.example/setup', '% as %25'],
  ['postgres://me:word@one.example,two.example/setup', 'names more than one host'],
  ['postgres://me:word@one.example:5432,two.example:5432/setup', 'cannot be read as an address'],
  ['postgres://me:word@db.example/setup?ssl=false', 'write sslmode=verify-full, or sslmode=disable'],
  ['postgres://me:word@db.example/setup?ssl=0', 'write sslmode=verify-full, or sslmode=disable'],
  ['postgres://me:word@db.example/setup?sslmode=prefer', 'write verify-full'],
  ['postgres://me:word@db.example/setup?sslmode=on', 'write verify-full'],
  ['postgres://me:word@db.example/setup?sslrootcert=/nowhere.pem', 'sslrootcert that cannot be read: /nowhere.pem'],
])('%s is refused, without its password', (address, words) => {
  const faults = faultsOfAddress(address).map((fault) => render(fault));

  expect(faults).toEqual([expect.stringContaining(words)]);
  expect(faults.join()).not.toMatch(/word@|1word|50%/);
});

test.each([
  ['', false],
  ['?sslmode=disable', false],
  ['?sslmode=require', { rejectUnauthorized: true }],
  ['?sslmode=verify-ca', { rejectUnauthorized: true }],
  ['?sslmode=verify-full', { rejectUnauthorized: true }],
  ['?ssl=true', { rejectUnauthorized: true }],
  ['?sslrootcert=system', { rejectUnauthorized: true }],
  ['?sslmode=no-verify', { rejectUnauthorized: false }],
])('TLS of "%s" is decided here, and nothing is left for the driver to decide', (query, ssl) => {
  const { config, plainText } = connectionTo(`postgres://me:word@db.example/setup${query}`);

  expect(config).toEqual({ connectionString: 'postgres://me:word@db.example/setup', ssl });
  expect(plainText).toBe(ssl === false);
});

test('what goes to this machine needs no warning', () => {
  for (const place of ['localhost/x', '127.0.0.1:5432/x', '[::1]/x', '/x', '/x?host=/run/postgresql'])
    expect([place, connectionTo(`postgres://${place}`).plainText]).toEqual([place, false]);
});

test('settings of the session stand behind those that the address has', () => {
  const { config } = connectionTo('postgres://db.example/x?options=-c%20lock_timeout%3D1s', { datestyle: 'ISO' });

  expect(new URL(config.connectionString).searchParams.get('options')).toBe('-c lock_timeout=1s -c datestyle=ISO');
});
