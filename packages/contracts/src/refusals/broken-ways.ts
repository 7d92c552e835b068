import type { Meaning } from './refusal.ts';

/** Where a request was stopped before it arrived; `remote-error.ts` of the clients says by which signs. */
export type BrokenWay = 'certificate' | 'hostname' | 'proxy' | 'dns' | 'connection';

const settings = 'operating.md, “The way out”, has the settings.';

/** The way to Microsoft and the one to vPlus: only whoever runs this assistant can mend either. */
export const brokenWays: Record<'microsoft' | 'vplus', Record<BrokenWay, Meaning>> = {
  microsoft: {
    certificate: {
      helper: 'operator',
      problem: 'microsoft-certificate',
      title: 'The certificate shown in Microsoft’s name is not trusted',
      sentence:
        'No authority that this assistant trusts has signed it. A proxy or firewall that inspects TLS shows one of its own; nothing was sent to it.',
      remedy: `If your network inspects TLS, name its authority in NODE_EXTRA_CA_CERTS and restart. Otherwise find out who answers in Microsoft’s place. ${settings}`,
    },
    hostname: {
      helper: 'operator',
      problem: 'microsoft-hostname',
      title: 'Something else answers in Microsoft’s place',
      sentence: 'The certificate that was shown is for another name. Nothing was sent to whoever showed it.',
      remedy:
        'Look at what the name resolves to on the assistant’s host: DNS, the hosts file, or a proxy that answers by itself.',
    },
    proxy: {
      helper: 'operator',
      problem: 'microsoft-proxy',
      title: 'The outgoing proxy does not let us through to Microsoft',
      sentence: 'It cannot be reached, wants another user and password, or does not allow this address.',
      remedy: `Check HTTPS_PROXY, and that the proxy allows Microsoft’s addresses on port 443. ${settings}`,
    },
    dns: {
      helper: 'operator',
      problem: 'microsoft-dns',
      title: 'The name of a Microsoft server is not found',
      sentence: 'The name server of the assistant’s host does not know it, or does not answer.',
      remedy: `Check the name server of that host. Where only a proxy looks names up, set HTTPS_PROXY and NODE_USE_ENV_PROXY=1. ${settings}`,
    },
    connection: {
      helper: 'operator',
      problem: 'microsoft-connection',
      title: 'The connection to Microsoft is refused',
      sentence: 'A firewall or a route keeps the assistant’s host from Microsoft’s addresses.',
      remedy: `Allow port 443 to Microsoft’s addresses, or name the outgoing proxy. ${settings}`,
    },
  },
  vplus: {
    certificate: {
      helper: 'operator',
      problem: 'vplus-certificate',
      title: 'The certificate of the vPlus server is not the expected one',
      sentence: 'It is not the confirmed one, or its authority is not the named one. Nothing was sent to the server.',
      remedy: 'Have the person who runs vPlus confirm its fingerprint in the configuration.',
    },
    hostname: {
      helper: 'operator',
      problem: 'vplus-certificate',
      title: 'The certificate of the vPlus server is for another name',
      sentence: 'Its authority is trusted, but the name in it is not the one in the configuration.',
      remedy:
        'Use the name that the certificate bears as the server’s origin, or pin the certificate by its fingerprint.',
    },
    proxy: {
      helper: 'operator',
      problem: 'vplus-proxy',
      title: 'The proxy on the way to vPlus does not let us through',
      sentence: 'It cannot be reached, wants another user and password, or does not allow this address.',
      remedy: 'Check “proxy” in the entry of this server. Without that line the assistant connects directly.',
    },
    dns: {
      helper: 'operator',
      problem: 'vplus-dns',
      title: 'The name of the vPlus server is not found',
      sentence: 'The name server of the assistant’s host does not know it, or does not answer.',
      remedy: 'Check the origin of this server in the configuration, and the name server of the assistant’s host.',
    },
    connection: {
      helper: 'operator',
      problem: 'vplus-unreachable',
      title: 'The vPlus server refuses the connection',
      sentence: 'Nothing listens at its address and port, or a firewall is in between.',
      remedy: 'Check that vPlus runs, its port, and the firewall, then try again.',
    },
  },
};
