export const tenantPolicies = {
  'tenant-policies.title': 'Look at the tenant’s policies on credentials and sign-ins',
  'tenant-policies.waiting': 'Microsoft does not show the policies yet',
  'tenant-policies.fine': 'No policy stands in the way of the application or of its next credential.',
  'tenant-policies.unread': 'Not all policies could be read. A Global Administrator can read them.',
  'tenant-policies.not-all-read':
    'Not all policies could be read: whoever started this check may not read them, this assistant is not approved for Policy.Read.All, or Microsoft did not answer.',
  'tenant-policies.blocks':
    '{policies} {count, plural, one {covers} other {cover}} the application and {count, plural, one {blocks} other {block}} its sign-ins under {count, plural, one {its} other {their}} conditions. Exclude the enterprise application from {count, plural, one {that policy} other {those policies}}, or name the addresses of the vPlus server and of this assistant as trusted.',
  'tenant-policies.forbids':
    '{kind, select, certificate {The tenant’s app management policy forbids a certificate like this one.} other {The tenant’s app management policy forbids new client secrets.}} The one that is there goes on until it expires; the next one would be refused. Change the policy before then, or make a new plan with an exemption or with the other kind of credential.',
  'tenant-policies.shortens':
    'The tenant’s app management policy lets a {kind, select, certificate {certificate} other {client secret}} live {days, plural, one {one day} other {# days}} at most, and {wished, plural, one {one was} other {# were}} planned. The next one will live that long.',
} as const;
