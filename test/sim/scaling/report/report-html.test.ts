import { describe, expect, it } from 'vitest';
import type { Report } from '../../../../sim/scaling/report/report.ts';
import { reportHtml } from '../../../../sim/scaling/report/report-html.ts';

const evil = '</script><img src=x onerror=alert(1)>';

const report: Report = {
  title: `A day of ${evil}`,
  lead: ['What it shows & why.'],
  figures: [{ label: 'Changes', value: '2', meaning: 'in all' }],
  timesMs: [0, 60_000, 120_000],
  plots: [
    {
      title: 'Capacity',
      unit: 'instances',
      lines: [{ label: 'asked', colour: 'orange', shape: 'steps', values: [2, 3, null], marksChanges: true }],
    },
  ],
  missing: [{ fromMs: 60_000, toMs: 120_000 }],
  changes: [{ atMs: 60_000, from: 2, to: 3, by: 'target-tracking', because: evil }],
};

describe('a report', () => {
  const html = reportHtml(report);

  it('is one file that asks the network for nothing', () => {
    expect(html).not.toMatch(/<(script|link|img)[^>]+(src|href)="(?!data:)/i);
    expect(html).not.toMatch(/@import|url\(\s*['"]?(?!data:)/i);
    expect(html).toContain('uPlot');
  });

  it('shows texts as they are, whatever they hold', () => {
    expect(html).not.toContain(evil);
    expect(html).toContain('&lt;img src=x');
  });

  it('lists every change with its reason and says where data was missing', () => {
    expect(html).toContain('target-tracking');
    expect(html).toContain('no data: capacity is held');
  });

  it('carries its data whole', () => {
    const data = /<script type="application\/json" id="report">(.*?)<\/script>/s.exec(html)?.[1];
    expect(JSON.parse(data ?? '')).toEqual(report);
  });
});
