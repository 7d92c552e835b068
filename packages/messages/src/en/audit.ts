/** What the audit log says of its own chain, on screens and on the terminal. */
export const audit = {
  'audit.broken':
    'Entry {number} {why, select, altered {does not fit its hash} unlinked {does not name the hash of the entry before} extra {does not belong in the log} other {is missing}}.',
  'audit.whole':
    'The audit log is unbroken: {count, plural, one {# entry fits its hash} other {# entries fit their hashes}}, after number {after}. The newest has the number {number} and the hash {hash}: keep both elsewhere, to know later that nothing was taken from the end.',
  'audit.broken-after':
    '{broken} {count, plural, one {# entry before it fits its hash} other {# entries before it fit their hashes}}.',
  'audit.older': 'The database is of a version without an audit log. Start the assistant once.',
} as const;
