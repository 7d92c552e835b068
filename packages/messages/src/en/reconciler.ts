export const reconciler = {
  'reconciler.longer-than-usual': '{what}. It takes longer than usual; we go on trying every minute.',
} as const;
