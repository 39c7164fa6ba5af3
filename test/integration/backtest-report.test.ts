import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root, runHeadroom } from '../cli/run-headroom.ts';
import { madeUpTrace } from '../cli/scaling/backtest/made-up-trace.ts';
import { inkShare, launchBrowser, openPage } from './browser.ts';
import { findChromium } from './find-chromium.ts';

const executablePath = findChromium();
const desktop = { viewport: { width: 1280, height: 900 } };
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };
/** Few units, of which a policy that may violate a little needs fewer than one who knows the future and may not. */
const fleet = ['--unit-capacity', '10', '--values-per', 'minute'];
const looks: [string, BrowserContextOptions][] = [
  ['desktop', desktop],
  ['phone', phone],
  ['dark', { ...desktop, colorScheme: 'dark' }],
];

describe.runIf(executablePath !== null)('the report of a backtest in a real browser', () => {
  const artefacts = join(root, '.local', 'screenshots');
  let browser: Browser;
  let url: string;

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'headroom-backtest-'));
    const [trace, report] = [join(folder, 'trace.csv'), join(folder, 'report.html')];
    await writeFile(trace, madeUpTrace());
    await mkdir(artefacts, { recursive: true });
    const { exitCode, stderr } = await runHeadroom(['backtest', trace, ...fleet, '--html', report, '--json']);
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
    browser = await launchBrowser(executablePath ?? '');
    url = pathToFileURL(report).href;
  });
  afterAll(() => browser?.close());

  it.each(looks)('draws every plot without a fault, a request or a sideways scroll: %s', async (name, options) => {
    const { page, faults } = await openPage(browser, url, options);
    for (const plot of ['[data-plot="0"]', '[data-plot="1"]', '[data-plot="2"]', '[data-curves="0"]']) {
      expect(await inkShare(page, `${plot} canvas`), plot).toBeGreaterThan(0.002);
    }
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
    await page.screenshot({ path: join(artefacts, `backtest-${name}.png`), fullPage: true });
    expect(faults).toEqual([]);
    await page.close();
  });

  it('tells the knobs of the nearest point of a curve, and zooms into it', async () => {
    const { page } = await openPage(browser, url, desktop);
    const plot = page.locator('[data-curves="0"] .u-over');
    await plot.scrollIntoViewIfNeeded();
    const box = await plot.boundingBox();
    if (box === null) throw new Error('there is no plot of curves');
    const image = () => page.evaluate('document.querySelector("[data-curves] canvas").toDataURL().length');
    const before = await image();
    // Ours runs along the foot of the plot from left to right.
    const tip = page.locator('#tip');
    for (let down = 0.3; down < 1 && !(await tip.isVisible()); down += 0.05) {
      await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * down);
    }
    expect(await tip.innerText()).toMatch(/: .+\n[\d.]+ × the clairvoyant’s cost, [\d.]+ % of requests violating/);
    await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.8);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.7, box.y + box.height * 0.95, { steps: 5 });
    await page.mouse.up();
    await expect.poll(image).not.toBe(before);
    await plot.dblclick();
    await expect.poll(image).toBe(before);
    await page.close();
  });

  it('gives the figures of every policy before its knobs on a phone, and cuts nothing off', async () => {
    const { page } = await openPage(browser, url, phone);
    const cutOff = `[...document.querySelectorAll('main *')].filter((one) => {
      const { right, width } = one.getBoundingClientRect();
      return width > 0 && right > innerWidth && !one.closest('thead, .plot');
    }).length`;
    expect(await page.evaluate(cutOff)).toBe(0);
    const row = page.locator('.policies tbody tr:not(.group)').nth(1);
    const topOf = async (cell: string) => (await row.locator(cell).first().boundingBox())?.y ?? Number.NaN;
    expect(await topOf('.number')).toBeGreaterThan(await topOf('td:first-child'));
    expect(await topOf('td:nth-child(2)')).toBeGreaterThan(await topOf('.number:last-child'));
    await page.close();
  });

  it('shows what each family costs at the best that it can do within the budget', async () => {
    const { page } = await openPage(browser, url, desktop);
    const below = `JSON.parse(document.getElementById('report').textContent).curves.flatMap(({ limit, yRange, curves }) =>
      curves.flatMap(({ label, points }) => {
        const within = points.filter(({ x }) => x <= limit.x).map(({ y }) => y);
        return within.length > 0 && Math.min(...within) < yRange[0] ? [label] : [];
      }))`;
    expect(await page.evaluate(below)).toEqual([]);
    await page.close();
  });

  it('begins with the advice, then has the figures, and words after them', async () => {
    const { page } = await openPage(browser, url, phone);
    const topOf = async (part: string) => (await page.locator(part).boundingBox())?.y ?? Number.NaN;
    expect(await page.locator('header p').count()).toBe(1);
    expect(await topOf('dl.figures')).toBeGreaterThan(await topOf('header p'));
    expect(await topOf('dl.figures')).toBeLessThan(await topOf('.about'));
    const ink = (part: string) => page.locator(part).first().evaluate('(one) => getComputedStyle(one).color');
    expect(await ink('header p')).toBe(await ink('h1'));
    await page.close();
  });

  it('lists every policy with its figures, ours first, and the changes of one day with reasons', async () => {
    const { page } = await openPage(browser, url, desktop);
    const first = await page.locator('.policies tbody tr:not(.group)').first().innerText();
    expect(first).toMatch(/^headroom\s/);
    const policies = await page.locator('.policies tbody tr td:first-child').allInnerTexts();
    expect(policies).toEqual(expect.arrayContaining(['kubernetes-hpa', 'aws-target-tracking', 'clairvoyant']));
    const changes = page.locator('.changes tbody tr');
    expect(await changes.count()).toBeGreaterThan(5);
    expect(await changes.first().innerText()).toMatch(/units serve/);
    await page.close();
  });

  it('prints on white, whole', async () => {
    const { page, faults } = await openPage(browser, url, { ...desktop, colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    const path = join(artefacts, 'backtest-print.pdf');
    expect((await page.pdf({ path, format: 'A4', printBackground: true })).byteLength).toBeGreaterThan(20_000);
    expect(faults).toEqual([]);
    await page.close();
  });
});
