import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root, runHeadroom } from '../cli/run-headroom.ts';
import { madeUpTrace } from '../cli/scaling/backtest/made-up-trace.ts';
import { findChromium } from '../integration/find-chromium.ts';
import { aPlanPage } from './a-plan-page.ts';
import { findings } from './findings.ts';
import { openSearch } from './open-search.ts';
import { siteInBrowser } from './site-in-browser.ts';
import { someReadings } from './some-readings.ts';

const executablePath = findChromium();
const looks: Readonly<Record<string, BrowserContextOptions>> = {
  desktop: { viewport: { width: 1280, height: 900 } },
  dark: { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true },
};
const ofTheSite = [
  ...['/', '/reference/config/scalables.html', '/reference/commands/shards.html', '/reference/metrics.html'],
  ...['/reference/api/cache.html', '/reference/alarms.html', '/runbooks/purge-age.html'],
  ...['/contribute/contributing.html', '/decisions/0048-advice-before-anything-is-deployed.html'],
];
const ofTheProduct = ['backtest', 'advise', 'diagnose', 'plan'];
const artefacts = join(root, '.local', 'screenshots');

describe.runIf(executablePath !== null)('nobody is kept out of', () => {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-pages-'));
  const there = siteInBrowser();

  beforeAll(async () => {
    mkdirSync(artefacts, { recursive: true });
    await makePages(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function found(url: string, name: string, look: string): Promise<string[]> {
    const page = await there.browser.newPage({ ...looks[look], reducedMotion: 'reduce' });
    await page.goto(url);
    await page.screenshot({ path: join(artefacts, `${name}-${look}.png`) });
    const all = await findings(page);
    await page.close();
    return all;
  }

  describe.each(Object.keys(looks))('seen on %s', (look) => {
    // All pages have one theme: two of them tell what differs of a look.
    it.each(look === 'desktop' ? ofTheSite : ofTheSite.slice(0, 3))('%s', async (path) => {
      expect(await found(`${there.site.url}${path}`, `site${path.replace(/\W+/g, '-')}`, look)).toEqual([]);
    });

    it.each(ofTheProduct)('the page of %s', async (name) => {
      expect(await found(pathToFileURL(join(folder, `${name}.html`)).href, name, look)).toEqual([]);
    });
  });

  it('the search, while it shows what it has found', async () => {
    const page = await there.browser.newPage({ ...looks.desktop, reducedMotion: 'reduce' });
    await page.goto(there.site.url);
    await (await openSearch(page)).fill('floor');
    await page.locator('.VPLocalSearchBox .result').first().waitFor();
    expect(await findings(page)).toEqual([]);
    await page.close();
  });

  it('a page with a picture that nobody describes is found out', async () => {
    const page = await there.browser.newPage();
    await page.setContent('<html lang="en"><title>x</title><main><img src="data:,"></main></html>');
    expect((await findings(page)).join()).toContain('image-alt');
    await page.close();
  });
});

/** The pages that the command line writes, each by the command itself where that needs no account. */
async function makePages(folder: string): Promise<void> {
  const file = (name: string) => join(folder, name);
  writeFileSync(file('trace.csv'), madeUpTrace());
  writeFileSync(file('readings.csv'), someReadings());
  writeFileSync(file('plan.html'), aPlanPage());
  const rate = ['--unit-capacity', '10', '--values-per', 'minute'];
  const commands = [
    ['backtest', file('trace.csv'), ...rate, '--html', file('backtest.html')],
    ['advise', file('trace.csv'), ...rate, '--html', file('advise.html')],
    ['diagnose', 'checkout', '--csv', file('readings.csv'), '--kind', 'db=database', '--html', file('diagnose.html')],
  ];
  for (const args of commands) {
    const { exitCode, stderr } = await runHeadroom(args);
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
  }
  expect(readFileSync(file('advise.html'), 'utf8')).toContain('<html');
}
