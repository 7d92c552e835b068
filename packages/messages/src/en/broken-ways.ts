/** Where a request was stopped before it arrived, and what whoever runs the assistant does about it. */
export const brokenWays = {
  'broken-way.microsoft-certificate-title': 'The certificate shown in Microsoft’s name is not trusted',
  'broken-way.microsoft-certificate':
    'No authority that this assistant trusts has signed it. A proxy or firewall that inspects TLS shows one of its own; nothing was sent to it.',
  'broken-way.microsoft-certificate-remedy':
    'If your network inspects TLS, name its authority in NODE_EXTRA_CA_CERTS and restart. Otherwise find out who answers in Microsoft’s place. operating.md, “The way out”, has the settings.',
  'broken-way.microsoft-hostname-title': 'Something else answers in Microsoft’s place',
  'broken-way.microsoft-hostname':
    'The certificate that was shown is for another name. Nothing was sent to whoever showed it.',
  'broken-way.microsoft-hostname-remedy':
    'Look at what the name resolves to on the assistant’s host: DNS, the hosts file, or a proxy that answers by itself.',
  'broken-way.microsoft-proxy-title': 'The outgoing proxy does not let us through to Microsoft',
  'broken-way.microsoft-proxy':
    'It cannot be reached, wants another user and password, or does not allow this address.',
  'broken-way.microsoft-proxy-remedy':
    'Check HTTPS_PROXY, and that the proxy allows Microsoft’s addresses on port 443. operating.md, “The way out”, has the settings.',
  'broken-way.microsoft-dns-title': 'The name of a Microsoft server is not found',
  'broken-way.microsoft-dns': 'The name server of the assistant’s host does not know it, or does not answer.',
  'broken-way.microsoft-dns-remedy':
    'Check the name server of that host. Where only a proxy looks names up, set HTTPS_PROXY and NODE_USE_ENV_PROXY=1. operating.md, “The way out”, has the settings.',
  'broken-way.microsoft-connection-title': 'The connection to Microsoft is refused',
  'broken-way.microsoft-connection': 'A firewall or a route keeps the assistant’s host from Microsoft’s addresses.',
  'broken-way.microsoft-connection-remedy':
    'Allow port 443 to Microsoft’s addresses, or name the outgoing proxy. operating.md, “The way out”, has the settings.',
  'broken-way.vplus-certificate-title': 'The certificate of the vPlus server is not the expected one',
  'broken-way.vplus-certificate':
    'It is not the confirmed one, or its authority is not the named one. Nothing was sent to the server.',
  'broken-way.vplus-certificate-remedy': 'Have the person who runs vPlus confirm its fingerprint in the configuration.',
  'broken-way.vplus-hostname-title': 'The certificate of the vPlus server is for another name',
  'broken-way.vplus-hostname': 'Its authority is trusted, but the name in it is not the one in the configuration.',
  'broken-way.vplus-hostname-remedy':
    'Use the name that the certificate bears as the server’s origin, or pin the certificate by its fingerprint.',
  'broken-way.vplus-proxy-title': 'The proxy on the way to vPlus does not let us through',
  'broken-way.vplus-proxy': 'It cannot be reached, wants another user and password, or does not allow this address.',
  'broken-way.vplus-proxy-remedy':
    'Check “proxy” in the entry of this server. Without that line the assistant connects directly.',
  'broken-way.vplus-dns-title': 'The name of the vPlus server is not found',
  'broken-way.vplus-dns': 'The name server of the assistant’s host does not know it, or does not answer.',
  'broken-way.vplus-dns-remedy':
    'Check the origin of this server in the configuration, and the name server of the assistant’s host.',
  'broken-way.vplus-connection-title': 'The vPlus server refuses the connection',
  'broken-way.vplus-connection': 'Nothing listens at its address and port, or a firewall is in between.',
  'broken-way.vplus-connection-remedy': 'Check that vPlus runs, its port, and the firewall, then try again.',
} as const;
