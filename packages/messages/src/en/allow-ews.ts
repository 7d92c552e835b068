export const allowEws = {
  'allow-ews.not-tried': 'Exchange Web Services were not tried: {why}',
  'allow-ews.not-known': 'It is not known whether this application can use Exchange Web Services.',
} as const;
