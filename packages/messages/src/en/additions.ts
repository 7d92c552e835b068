export const additions = {
  'additions.not-listed': 'It is not in the approved plan, so it stays. Make a new plan to remove it.',
} as const;
