/** What the audit log says of its own chain, on screens and on the terminal. */
export const audit = {
  'audit.broken':
    'Entry {number} {why, select, altered {does not fit its hash} unlinked {does not name the hash of the entry before} extra {does not belong into the log} other {is missing}}.',
  'audit.whole':
    'The audit log holds: {count, plural, one {# entry} other {# entries}} after number {after}. The newest has the number {number} and the hash {hash}: keep both elsewhere, to know later that nothing was taken from the end.',
  'audit.broken-after': '{broken} {count, plural, one {# entry before it holds} other {# entries before it hold}}.',
  'audit.older': 'The database is of a version without an audit log. Start the assistant once.',
} as const;
