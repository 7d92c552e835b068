import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

export interface Address {
  address: string;
  family: 4 | 6;
}

/** Where a channel leads is inside, and nobody listed it. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
  readonly code = 'INSIDE_ADDRESS';
}

/** Who decides where alerts may go: by the address itself, never by its name. */
export interface AddressGuard {
  /**
   * The addresses of a host as they are now, each of them allowed. Whoever connects takes one of these, so that a name
   * that leads elsewhere a moment later changes nothing.
   *
   * @throws AddressRefused where one of them is inside and not listed
   */
  resolve(host: string): Promise<Address[]>;
  isListed(address: Address): boolean;
}

/**
 * Networks that nobody outside has: this machine, private and shared ones (CGNAT), link-local ones with the metadata
 * service of most clouds, unique local, documentation, multicast, and what leads to an IPv4 address by translation
 * (NAT64, 6to4, Teredo).
 * https://www.iana.org/assignments/iana-ipv4-special-registry, https://www.iana.org/assignments/iana-ipv6-special-registry
 */
const insideNetworks = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
  ...['224.0.0.0/4', '240.0.0.0/4'],
  // The services that Azure offers its machines have this public-looking address.
  '168.63.129.16/32',
  ...[
    '::/96',
    '::ffff:0:0:0/96',
    '64:ff9b::/96',
    '64:ff9b:1::/48',
    '100::/64',
    '2001::/23',
    '2001:db8::/32',
    '2002::/16',
  ],
  ...['3fff::/20', '5f00::/16', 'fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8'],
];

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

function listOf(networks: string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix = familyOf(address) === 'ipv6' ? '128' : '32'] = network.split('/');
    list.addSubnet(address, Number(prefix), familyOf(address));
  }
  return list;
}

const inside = listOf(insideNetworks);

type Lookup = (host: string) => Promise<{ address: string; family: number }[]>;
/** A name server that does not answer holds nobody up for longer. */
const lookupMs = 5000;
const systemLookup: Lookup = async (host) => {
  const late = AbortSignal.timeout(lookupMs);
  const { promise, reject } = Promise.withResolvers<never>();
  late.addEventListener('abort', () => reject(late.reason), { once: true });
  return await Promise.race([lookup(host, { all: true }), promise]);
};

/** `listed`: addresses and networks inside that whoever runs this assistant lets through, such as `10.1.2.0/24`. */
export function createAddressGuard(listed: string[], look: Lookup = systemLookup): AddressGuard {
  const allowed = listOf(listed);
  // An IPv4 address in the notation of IPv6 is held against the rules of IPv4 by Node itself.
  const isIn = (list: BlockList, { address, family }: Address) => list.check(address, family === 6 ? 'ipv6' : 'ipv4');
  return {
    isListed: (address) => isIn(allowed, address),
    resolve: async (host) => {
      const name = host.replace(/^\[|\]$/g, '');
      const found = isIP(name) ? [{ address: name, family: isIP(name) }] : await look(name);
      const addresses = found.map(({ address, family }): Address => ({ address, family: family === 6 ? 6 : 4 }));
      if (addresses.length === 0 || addresses.some((one) => isIn(inside, one) && !isIn(allowed, one)))
        throw new AddressRefused();
      return addresses;
    },
  };
}
