/** What holds other messages together. */
export const text = {
  'text.sentences': '{first} {rest}',
  'text.problem-with-remedy': '{title}. {remedy}',
} as const;
