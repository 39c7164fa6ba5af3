import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchBrowser } from '../integration/browser.ts';
import { findChromium } from '../integration/find-chromium.ts';
import { type ServedSite, servedSite } from './served-site.ts';

interface SiteInBrowser {
  readonly browser: Browser;
  readonly site: ServedSite;
}

/** A browser and the site that it reads, there while the tests of a `describe` run. */
export function siteInBrowser(): SiteInBrowser {
  const there = {} as { -readonly [Part in keyof SiteInBrowser]: SiteInBrowser[Part] };
  beforeAll(async () => {
    there.browser = await launchBrowser(findChromium() ?? '');
    there.site = await servedSite();
  });
  afterAll(async () => {
    await there.browser?.close();
    there.site?.stop();
  });
  return there;
}
