import type { Page } from '@playwright/test';
import { extractText } from 'unpdf';

/** The text of each printed page. */
export async function printed(page: Page, format: 'A4' | 'Letter' = 'A4'): Promise<string[]> {
  return textOf(await page.pdf({ format, printBackground: true, preferCSSPageSize: false }));
}

export async function textOf(pdf: Uint8Array): Promise<string[]> {
  const { text } = await extractText(new Uint8Array(pdf), { mergePages: false });
  return text;
}
