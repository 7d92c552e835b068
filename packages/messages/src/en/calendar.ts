/** What a calendar program shows of a private address: names and dates, and nothing else. */
export const calendar = {
  'calendar.name': 'Microsoft 365 backup: what ends',
  'calendar.credential': '{kind, select, secret {Client secret} other {Certificate}} of {tenant} expires',
  'calendar.acceptance': 'Acceptance at {tenant} ends: {title}',
  'calendar.retirement': '{title} ({tenant})',
  'calendar.retirement-of-many': '{title} ({count, plural, one {# tenant} other {# tenants}})',
  'calendar.at': 'At {time} UTC.',
} as const;
