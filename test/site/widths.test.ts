import type { BrowserContextOptions } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { findChromium } from '../integration/find-chromium.ts';
import { siteInBrowser } from './site-in-browser.ts';

const executablePath = findChromium();
const widest = [
  ...['/reference/resources.html', '/reference/targets.html', '/reference/permissions.html', '/reference/sinks.html'],
  ...['/operate/diagnosing.html', '/operate/what-a-deploy-does.html', '/start/first-deployment.html'],
  ...['/start/demo.html', '/reference/metrics.html'],
];
/** A4 at 96 dots an inch, within its margins. */
const paper = { width: 718, height: 1000 };
const phone = { width: 390, height: 844 };

describe.runIf(executablePath !== null)('what is wide', () => {
  const there = siteInBrowser();

  /** What one script finds on the widest pages and on each tenth of all, by page. */
  async function found(
    media: 'screen' | 'print',
    viewport: BrowserContextOptions['viewport'],
    script: string,
  ): Promise<Readonly<Record<string, readonly string[]>>> {
    const page = await there.browser.newPage({ viewport: viewport ?? null, javaScriptEnabled: false });
    await page.emulateMedia({ media });
    const paths = new Set([...widest, ...[...there.site.pages.keys()].filter((_, index) => index % 10 === 0)]);
    const all: Record<string, readonly string[]> = {};
    for (const path of paths) {
      await page.goto(`${there.site.url}${path}`);
      const wide = (await page.evaluate(script)) as readonly string[];
      if (wide.length > 0) all[path] = wide;
    }
    await page.close();
    return all;
  }

  it('is not cut off on paper, which does not scroll', async () => {
    const beyond = `[document.documentElement, ...document.querySelectorAll('.vp-doc :is(pre, table, td, .picture)')]
      .filter((part) => part.scrollWidth > part.clientWidth + 1)
      .map((part) => part.tagName + ': ' + part.textContent.trim().slice(0, 60))`;
    expect(await found('print', paper, beyond)).toEqual({});
  });

  it('scrolls by itself on a phone, where the second column of a table shows that there is more', async () => {
    const unseen = `[
      ...[document.documentElement].filter((page) => page.scrollWidth > page.clientWidth),
      ...[...document.querySelectorAll('.vp-doc th:nth-child(2)')].filter(
        (second) => second.getBoundingClientRect().left > document.documentElement.clientWidth - 60),
    ].map((part) => part.tagName + ': ' + part.textContent.trim().slice(0, 60))`;
    expect(await found('screen', phone, unseen)).toEqual({});
  });

  it('stays readable on a phone: a picture is not made small', async () => {
    const small = `[...document.querySelectorAll('.vp-doc img')]
      .filter((picture) => picture.naturalWidth >= 960 && picture.getBoundingClientRect().width < 960)
      .map((picture) => picture.alt)`;
    expect(await found('screen', phone, small)).toEqual({});
  });
});
