/** What holds other messages together. */
export const text = {
  'text.sentences': '{first} {rest}',
  'text.problem-with-remedy': '{title}. {remedy}',
  'text.listed': '{items}',
} as const;
