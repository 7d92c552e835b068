/** What is wrong with the list of vPlus servers. */
export const vplusServers = {
  'vplus-servers.profile-path': 'A path begins with a slash, does not end with one, and has plain names between them.',
  'vplus-servers.profile-certificate':
    'A server that takes a certificate takes its password too: name both fields or neither.',
  'vplus-servers.not-https': 'must be https',
  'vplus-servers.no-fingerprint': 'must be a SHA-256 fingerprint',
  'vplus-servers.no-proxy-address': 'must be an address such as http://proxy.example:3128',
  'vplus-servers.same-id': 'two servers have the same id',
  'vplus-servers.missing': 'is missing',
  'vplus-servers.empty': 'must not be empty',
  'vplus-servers.unknown-members':
    'has {count, plural, one {a member that nobody knows} other {members that nobody knows}}: {names}',
  'vplus-servers.not-as-expected': 'is not what belongs here; the README of apps/api shows a whole list',
  'vplus-servers.no-password': '{id}: give password or passwordFile',
  'vplus-servers.not-json': '{file} is not JSON',
} as const;
