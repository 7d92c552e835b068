import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator, type Page } from '@playwright/test';

const widths = [360, 768, 1280, 1920];

/** What axe finds on the page as it stands, in light and in dark, and where it is wider than its window. */
export async function faultsOf(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // Without frames of other origins axe needs no second page for what it found.
    const axe = new AxeBuilder({ page }).setLegacyMode();
    // The other scheme differs in nothing but its colours.
    if (colorScheme === 'dark') axe.withRules(['color-contrast', 'link-in-text-block']);
    const { violations } = await axe.analyze();
    found.push(...violations.map(({ id, nodes }) => `${colorScheme}: ${id}: ${nodes[0]?.html}`));
  }
  const size = page.viewportSize();
  for (const width of widths) found.push(...(await tooWide(page, width)));
  // Larger text alone, as a reader with weak eyes sets it.
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
  found.push(...(await tooWide(page, 360)).map((fault) => `200 % text: ${fault}`));
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
  if (size) await page.setViewportSize(size);
  return found;
}

/** How far the page goes beyond a window of this width, and the first element that does. */
async function tooWide(page: Page, width: number): Promise<string[]> {
  await page.setViewportSize({ width, height: 740 });
  const { by, what } = await page.evaluate(() => ({
    by: document.documentElement.scrollWidth - innerWidth,
    what: [...document.querySelectorAll('main *, header *')]
      .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
      .slice(0, 3)
      .map((one) => `${one.tagName} ${one.textContent.slice(0, 40)}`),
  }));
  return by > 0 ? [`${by} pixels wider than ${width}: ${what.join('; ')}`] : [];
}

/** A person without a mouse: goes on with Tab until the focus is there, and must see where it is. */
export async function reach(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let steps = 0; steps < 200; steps += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      const outline = await target.evaluate((element) => getComputedStyle(element).outlineStyle);
      expect(outline, `${target} shows the focus`).not.toBe('none');
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`The keyboard does not reach ${target}`);
}

/** Enter for what is a button or a link, Space for what is checked. */
export async function press(page: Page, target: Locator, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
  await reach(page, target);
  await page.keyboard.press(key);
}
