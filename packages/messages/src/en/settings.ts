/** What is wrong with the settings that a deployment makes; each says what to set. */
export const settings = {
  'settings.not-right': 'The settings are not right:\n{faults}',
  'settings.of': '{name}: {fault}',
  'settings.misspelt': 'there is no such setting; did you mean {meant}?',
  'settings.unknown': 'there is no such setting; the README of apps/api lists all that there are',
  'settings.without-path':
    'must be an address without a path, a query or a user name, such as https://setup.example.com',
  'settings.public-url': 'set it to the address that people open, e.g. https://setup.example.com',
  'settings.public-url-not-secure': 'must be https, or http on localhost: Microsoft sign-in needs a secure page',
  'settings.not-an-address': 'must be an address such as https://graph.microsoft.com',
  'settings.not-secure': 'must be https, or http on localhost',
  'settings.number':
    'must be {what, select, port {a port: a number} days {a number of days} runs {a number of runs} other {a whole number}} from {least} to {most}',
  'settings.one-of': 'must be one of: {choices}',
  'settings.client-id': "set it to the application (client) id of the assistant's own registration",
  'settings.operator-tenant': 'set it to the tenant id of whoever runs this assistant',
  'settings.operator-tenant-wrong':
    'must be a tenant id, such as 2b6f1c2d-8e53-4d9f-8a21-1c7e3f509b12: the one of whoever runs this assistant',
  'settings.tenants': 'must be tenant ids with commas between them, or * for any tenant',
  'settings.guests': 'must be pairs of tenant id/object id with commas between them',
  'settings.vplus-servers-file': 'set it to a JSON file that lists the vPlus servers (see the README of apps/api)',
  'settings.trust-proxy':
    'must be false, the number of proxies in front (1), or their addresses (10.0.0.0/8, loopback); with anything else, callers could pass for somebody else',
  'settings.inside-addresses':
    'must be addresses or networks with commas between them, such as 10.1.2.3, 10.1.2.0/24 or fd12::/64',
  'settings.apart-without-server':
    'api and worker apart need DATABASE_URL (PostgreSQL); the embedded database belongs to one process',
  'settings.practice-elsewhere':
    'belongs to a practice cloud on this machine, but people sign in at {origin}; leave it out',
  'settings.proxy-ignored':
    '{name} is set, but Node ignores it: requests to Microsoft go out directly. Set {missing} as well to use the proxy',
  'settings.port-taken': 'another program listens on {port}; stop it, or set PORT to a free one',
  'settings.port-refused': 'this user may not listen on {port}; set PORT to one above 1023',
  'settings.no-such-host':
    'this machine has no address {host} ({code}); set HOST to one that it has, or to 0.0.0.0 for all',
  'settings.file-unreadable': '{file} cannot be read ({code}); name a file that is there',
  'settings.file-empty': '{file} is empty',
  'settings.certificate-unreadable': '{file} has a certificate that cannot be read; it must be PEM',
  'settings.no-certificate': '{file} has no certificate; it must be PEM, beginning with -----BEGIN CERTIFICATE-----',
  'settings.no-private-key': '{file} has no private key that can be read; it must be PEM, without a pass phrase',
  'settings.certificate-and-key':
    'ASSISTANT_CERTIFICATE_FILE (the certificate) and ASSISTANT_CERTIFICATE_KEY_FILE (its private key), both PEM, belong together: set both',
  'settings.key-of-another-certificate': 'the key in {keyFile} is not the one of the certificate in {certificateFile}',
  'settings.no-credential':
    'set it, ASSISTANT_CLIENT_SECRET_FILE, or ASSISTANT_CERTIFICATE_FILE with ASSISTANT_CERTIFICATE_KEY_FILE',
} as const;
