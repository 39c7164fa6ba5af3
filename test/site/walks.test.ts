import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { findChromium } from '../integration/find-chromium.ts';
import { openSearch } from './open-search.ts';
import { siteInBrowser } from './site-in-browser.ts';

const executablePath = findChromium();

/** What somebody wants who knows nothing: the words they type, the page that helps, and what they must find on it. */
const walks: readonly {
  readonly wish: string;
  readonly words: readonly string[];
  readonly page: string;
  readonly finds: RegExp;
}[] = [
  {
    wish: 'see advice for their account',
    words: ['what would it save', 'how much would it save', 'advice for my account'],
    page: '/how-to/see-advice.html',
    finds: /headroom-aws advise/,
  },
  {
    wish: 'try it beside target tracking',
    words: ['try without risk', 'try beside target tracking', 'keep target tracking'],
    page: '/how-to/try-beside-target-tracking.html',
    finds: /mode: 'recommend'|"mode": "recommend"/,
  },
  {
    wish: 'set a floor',
    words: ['minimum at night', 'set a minimum', 'keep at least 4 instances'],
    page: '/how-to/set-a-floor.html',
    finds: /floor/,
  },
  {
    wish: 'read why',
    words: ['why did it scale', 'why did it do that', 'reason for a change'],
    page: '/how-to/read-why.html',
    finds: /headroom-aws explain/,
  },
  {
    wish: 'migrate a queue worker',
    words: ['queue worker', 'scale workers by queue length', 'sqs consumer'],
    page: '/migrate/queue-worker.html',
    finds: /kind: 'backlog'|"kind": "backlog"/,
  },
  {
    wish: 'move a shard',
    words: ['move a shard', 'move data to another database', 'shard is full'],
    page: '/how-to/move-a-shard.html',
    finds: /headroom-aws shards move/,
  },
  {
    wish: 'purge',
    words: ['clear cdn cache', 'purge a page', 'old page still shown'],
    page: '/how-to/purge.html',
    finds: /headroom-aws purge/,
  },
  {
    wish: 'add a target',
    words: ['add a target', 'scale something else', 'write my own target'],
    page: '/contribute/add-a-target.html',
    finds: /target-kinds\.ts/,
  },
];

describe.runIf(executablePath !== null)('somebody who knows nothing finds how to', () => {
  const there = siteInBrowser();
  const typed = walks.flatMap(({ words, ...walk }) => words.map((one) => ({ ...walk, words: one })));
  it.each(typed)('$wish, by "$words"', async ({ words, page: wanted, finds }) => {
    const page = await there.browser.newPage();
    const foreign: string[] = [];
    page.on('request', (request) => request.url().startsWith(there.site.url) || foreign.push(request.url()));
    await page.goto(there.site.url);
    const hits = await search(page, words);
    expect(hits.map(({ path }) => path)).toContain(wanted);
    await page
      .locator('.VPLocalSearchBox .result')
      .nth(hits.findIndex(({ path }) => path === wanted))
      .click();
    await page.waitForURL((url) => url.pathname === wanted);
    await page.locator('.vp-doc', { hasText: finds }).waitFor({ timeout: 10_000 });
    expect(foreign.filter((url) => !url.startsWith('data:'))).toEqual([]);
    await page.close();
  });
});

/** Types words into the search of the site; the first three pages that it tells. */
async function search(page: Page, words: string): Promise<{ path: string }[]> {
  await (await openSearch(page)).fill(words);
  await page.locator('.VPLocalSearchBox .result').first().waitFor();
  await page.waitForTimeout(400); // it searches a moment after the last key
  const hrefs = await page
    .locator('.VPLocalSearchBox .result')
    .evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
  return hrefs.slice(0, 3).map((href) => ({ path: new URL(href, page.url()).pathname }));
}
