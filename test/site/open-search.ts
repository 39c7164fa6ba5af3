import type { Locator, Page } from 'playwright-core';
import { vi } from 'vitest';

/** Opens the search of a page, and answers its field. Keys that come before the page's script runs are lost, so they come again. */
export async function openSearch(page: Page): Promise<Locator> {
  const field = page.locator('.VPLocalSearchBox input');
  const open = async () => {
    await page.keyboard.press('Control+k');
    await field.waitFor({ timeout: 1000 });
  };
  await vi.waitFor(open, { timeout: 30_000 });
  return field;
}
