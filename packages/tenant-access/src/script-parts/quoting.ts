/** For a comment: no control character and no other end of a line, so that nothing after it can become a command. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, ' ').trim();

/**
 * A PowerShell text in single quotes, where nothing is expanded. PowerShell takes typographic quotes for quotes too:
 * https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules
 */
export const powerShellText = (text: string): string => `'${text.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;

/** A POSIX shell text in single quotes, where nothing is expanded; a quote is closed, escaped and opened again. */
export const shellText = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/**
 * A quoted text of Terraform's language. The sign that would open a template is written as its code point, which
 * is read only after templates were looked for: https://developer.hashicorp.com/terraform/language/expressions/strings
 */
export const terraformText = (text: string): string =>
  `"${text
    .replace(/["\\]/g, '\\$&')
    .replace(
      /[$%](?=\{)|[\p{Cc}\u2028\u2029]/gu,
      (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )}"`;
