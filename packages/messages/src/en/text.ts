/** What holds other messages together. */
export const text = {
  'text.sentences': '{first} {rest}',
  'text.titled': '{title}. {sentence}',
  'text.problem-with-remedy': '{title}. {remedy}',
  'text.listed': '{items}',
} as const;
