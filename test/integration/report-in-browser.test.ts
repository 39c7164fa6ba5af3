import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../sim/scaling/report/report.ts';
import { reportHtml } from '../../sim/scaling/report/report-html.ts';
import { inkShare, launchBrowser, openPage } from './browser.ts';
import { findChromium } from './find-chromium.ts';

const executablePath = findChromium();
const minuteMs = 60_000;
const count = 1440;
const wave = Array.from({ length: count }, (_, minute) =>
  Math.round(1100 - 1000 * Math.cos((minute / count) * 2 * Math.PI)),
);
const units = wave.map((demand) => Math.ceil(demand / 100));
const changes = units.flatMap((to, minute) => {
  const from = units[minute - 1] ?? to;
  return to === from
    ? []
    : [{ atMs: minute * minuteMs, from, to, by: 'target-tracking', because: `demand was ${wave[minute]}` }];
});
const report: Report = {
  title: 'A day that was made up',
  lead: ['For the test.'],
  figures: Array.from({ length: 7 }, (_, index) => ({ label: `Changes ${index}`, value: `${changes.length} % less` })),
  timesMs: wave.map((_, minute) => minute * minuteMs),
  plots: [
    {
      title: 'Demand',
      unit: 'requests a minute',
      lines: [{ label: 'demand', colour: 'blue', shape: 'line', values: wave }],
    },
    {
      title: 'Capacity',
      unit: 'instances',
      lines: [{ label: 'asked', colour: 'orange', shape: 'steps', values: units, marksChanges: true }],
    },
  ],
  missing: [{ fromMs: 100 * minuteMs, toMs: 200 * minuteMs }],
  changes,
};

describe.runIf(executablePath !== null)('a report in a real browser', () => {
  let browser: Browser;
  let url: string;

  beforeAll(async () => {
    browser = await launchBrowser(executablePath ?? '');
    const file = join(await mkdtemp(join(tmpdir(), 'headroom-report-')), 'report.html');
    await writeFile(file, reportHtml(report));
    url = pathToFileURL(file).href;
  });
  afterAll(() => browser?.close());

  const open = (options: BrowserContextOptions) => openPage(browser, url, options);
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };
  const desktop = { viewport: { width: 1280, height: 900 } };

  it.each([
    ['on a desktop', desktop],
    ['on a phone', phone],
    ['in the dark', { ...desktop, colorScheme: 'dark' as const }],
  ])('draws %s without a fault, a request or a sideways scroll', async (_, options) => {
    const { page, faults } = await open(options);
    expect(await page.locator('.plot canvas').count()).toBe(2);
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
    expect(await inkShare(page, '[data-plot="1"] canvas')).toBeGreaterThan(0.002);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('tells the reason of a change under the cursor', async () => {
    const { page } = await open(desktop);
    const plot = page.locator('.plot[data-plot="1"] .u-over');
    await plot.scrollIntoViewIfNeeded();
    const box = await plot.boundingBox();
    const middle = changes[Math.floor(changes.length / 3)];
    if (box === null || middle === undefined) throw new Error('no plot, or no change, to point at');
    await page.mouse.move(box.x + Math.ceil((box.width * middle.atMs) / minuteMs / (count - 1)) + 1, box.y + 40);
    await expect
      .poll(() => page.locator('#tip').innerText())
      .toContain(`${middle.from} → ${middle.to}, target-tracking: ${middle.because}`);
    await page.close();
  });

  it('tells the last change before the cursor, and none that came later', async () => {
    const { page } = await open(desktop);
    const box = await page.locator('.plot[data-plot="1"] .u-over').boundingBox();
    const [middle, later] = changes.slice(Math.floor(changes.length / 3));
    if (box === null || middle === undefined || later === undefined) throw new Error('no plot, or no changes');
    const pixelMs = ((count - 1) * minuteMs) / box.width;
    await page.mouse.move(box.x + Math.floor((later.atMs - minuteMs) / pixelMs) - 1, box.y + 40);
    const tip = () => page.locator('#tip').innerText();
    await expect.poll(tip).toContain(`${middle.from} → ${middle.to}, target-tracking`);
    expect(await tip()).not.toContain(`${later.from} → ${later.to},`);
    await page.close();
  });

  it('hides and shows what its legend names, also after it is drawn anew', async () => {
    const { page } = await open(desktop);
    const ink = () => inkShare(page, '[data-plot="0"] canvas');
    const before = await ink();
    const demand = page.getByRole('button', { name: 'demand' });
    await demand.click();
    expect(await demand.getAttribute('aria-pressed')).toBe('false');
    await expect.poll(ink).toBeLessThan(before);
    await page.setViewportSize({ width: 900, height: 900 });
    await expect.poll(ink).toBeLessThan(before);
    await page.setViewportSize(desktop.viewport);
    await demand.click();
    await expect.poll(ink).toBe(before);
    await page.close();
  });

  it('says in words what each canvas shows, and in which time zone', async () => {
    const { page } = await open(desktop);
    const [first, second] = await page.locator('canvas[role=img]').all();
    expect(await first?.getAttribute('aria-label')).toBe('Demand, requests a minute, over 00:00 to 23:59 UTC: demand');
    expect(await second?.getAttribute('aria-label')).toContain('Capacity, instances');
    await page.close();
  });

  it('zooms both plots by drag, by button and back', async () => {
    const { page } = await open(desktop);
    const ticks = () => page.evaluate('JSON.stringify(document.querySelector(".plot canvas").toDataURL().length)');
    const before = await ticks();
    const box = await page.locator('.plot[data-plot="0"] .u-over').boundingBox();
    if (box === null) throw new Error('no plot to drag on');
    await page.mouse.move(box.x + box.width * 0.4, box.y + 60);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.5, box.y + 60, { steps: 5 });
    await page.mouse.up();
    await expect.poll(ticks).not.toBe(before);
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect.poll(ticks).toBe(before);
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await expect.poll(ticks).not.toBe(before);
    await page.close();
  });

  it('goes on four sheets of paper, however many changes there are', async () => {
    const { page } = await open(desktop);
    const margin = { top: '1cm', bottom: '1cm', left: '1cm', right: '1cm' };
    const pdf = (await page.pdf({ format: 'A4', margin })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page[^s]/g)?.length).toBeLessThanOrEqual(4);
    await page.close();
  });

  it('lists every change below the plots', async () => {
    const { page } = await open(phone);
    expect(await page.locator('tbody tr').count()).toBe(changes.length);
    await page.close();
  });

  it('prints', async () => {
    const { page, faults } = await open({ ...desktop, colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const ground = await page.evaluate('getComputedStyle(document.body).backgroundColor');
    expect(ground).toBe('rgb(255, 255, 255)');
    await page.setViewportSize({ width: 717, height: 1000 }); // A4 within the margins of a printer
    const tops = `new Set([...document.querySelectorAll('.figures .value')].map((one) => one.getBoundingClientRect().top)).size`;
    expect(await page.evaluate(tops)).toBe(1);
    expect((await page.pdf({ format: 'A4', printBackground: true })).byteLength).toBeGreaterThan(10_000);
    expect(faults).toEqual([]);
    await page.close();
  });
});
