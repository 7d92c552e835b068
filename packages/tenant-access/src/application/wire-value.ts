/**
 * Text that is written into Microsoft 365 or vPlus and looked for there again. It is no message: in another language
 * every tenant that is connected already would seem to have been changed.
 */
export const wireValue = (parts: TemplateStringsArray, ...values: string[]): string =>
  String.raw({ raw: parts }, ...values);
