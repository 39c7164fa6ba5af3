import type { Amount } from '../../core/card.ts';
import { escapeHtml } from '../../core/model/escape-html.ts';
import type { Finding } from '../../core/model/finding.ts';
import { serviceOf } from '../../core/model/service-and-tier.ts';
import type { Standings } from '../../core/standing/gather.ts';
import { tellStop } from '../../core/standing/held-by.ts';
import type { Present } from '../../core/standing/present.ts';
import { tellFinding } from '../../core/tell-finding.ts';
import { linksOf, type Place } from './links.ts';
import type { WidgetEvent } from './widget-event.ts';

/** What the table is drawn with. */
interface Drawing extends Place {
  readonly theme: WidgetEvent['theme'];
}

const headings = [
  'Subject',
  'What',
  'Mode',
  'Asked',
  'Running',
  'Wanted',
  'Bounds',
  'Outcome',
  'Because',
  'Looked',
  'See',
];

const colours = {
  light: { text: '#16191f', line: '#d5dbdb', alert: '#b1090e', change: '#0a6ebd', back: '#ffffff' },
  dark: { text: '#d5dbdb', line: '#545b64', alert: '#ff7b72', change: '#6cb8ff', back: '#16191f' },
};

/** The table as HTML. All that comes from configs and entries is escaped. */
export function renderTable({ stop, rows, findings, omitted }: Standings, drawing: Drawing): string {
  const style = styleOf(drawing.theme);
  const stopped = stop.stopped
    ? `<p class="alert">All acting is ${escapeHtml(tellStop(stop))}. <code>headroom start</code> lets it act again.</p>`
    : '';
  if (rows.length === 0) return `${style}<div class="headroom">${stopped}<p>Nothing is configured here.</p></div>`;
  const head = headings.map((heading) => `<th>${heading}</th>`).join('');
  const body = [...byService(rows)].map(([service, mine]) => renderService(service, mine, findings, drawing)).join('');
  const rest = omitted === 0 ? '' : `<p>${omitted} more are not shown; give the widget a prefix.</p>`;
  return `${style}<div class="headroom">${stopped}<table><tr>${head}</tr>${body}</table>${rest}</div>`;
}

/** The name of a subject stays in sight where the table is wider than the screen. */
function styleOf(theme: WidgetEvent['theme']): string {
  const { text, line, alert, change, back } = colours[theme];
  const rules = [
    `.headroom{color:${text};overflow-x:auto}`,
    '.headroom table{border-collapse:collapse;width:100%;color:inherit}',
    `.headroom td,.headroom th{border-bottom:1px solid ${line};padding:2px 8px;text-align:left;vertical-align:top}`,
    `.headroom td:first-child{position:sticky;left:0;background:${back}}`,
    '.headroom .because{min-width:16em}',
    '.headroom td.below>div{position:sticky;left:8px;width:max-content;max-width:min(60em,85vw)}',
    `.headroom .alert{color:${alert}}`,
    `.headroom .change,.headroom a{color:${change}}`,
  ];
  return `<style>${rules.join('')}</style>`;
}

function byService(rows: readonly Present[]): Map<string, Present[]> {
  return Map.groupBy(rows, ({ subject }) => serviceOf(subject));
}

/** The name of a service, what has been found out about it, and its rows. */
function renderService(
  service: string,
  rows: readonly Present[],
  findings: readonly Finding[],
  drawing: Drawing,
): string {
  const found = findings.filter((finding) => finding.service === service).map(tellFinding);
  const name = `<tr><th colspan="${headings.length}">${escapeHtml(service)}</th></tr>`;
  const lines = found.map((line) => `<tr><td colspan="${headings.length}">${escapeHtml(line)}</td></tr>`);
  return [name, ...lines, ...rows.map((row) => renderRow(row, drawing))].join('');
}

function renderRow(row: Present, drawing: Drawing): string {
  const { subject, amounts, mode, asked, running, wanted, bounds, outcome, because, ageSeconds } = row;
  const cells = [subject, amounts, mode, asked, running, wanted, bounds].map((value) => `<td>${cell(value)}</td>`);
  const told = `<td class="${classOf(row)}">${cell(outcome)}</td><td class="because">${cell(because)}</td>`;
  const links = linksOf(row, drawing).map(({ to, says }) => `<a href="${escapeHtml(to)}">${says}</a>`);
  const age = ageSeconds === null ? '–' : ageText(ageSeconds);
  return `<tr>${cells.join('')}${told}<td>${age}</td><td>${links.join(' ')}</td></tr>${below(row)}`;
}

/** What somebody has to see to, and what holds it, where it stays in sight on a screen that is narrower than the table. */
function below({ because, troubles, held }: Present): string {
  const unsaid = troubles.filter(({ says }) => !because.includes(says) && !says.includes(because));
  // Of a stop the first line tells more.
  const holds = held.map(({ is, says }) => (is === 'stop' ? 'stop' : says)).join('; ');
  return [...unsaid.map(({ says }) => says), ...(holds === '' ? [] : [`held by: ${holds}`])]
    .map((line) => `<tr><td class="alert below" colspan="${headings.length}"><div>${escapeHtml(line)}</div></td></tr>`)
    .join('');
}

function classOf({ mode, outcome, troubles }: Present): string {
  if (mode === 'unreadable' || outcome === 'failed' || outcome === 'refused' || troubles.length > 0) return 'alert';
  return outcome === 'applied' || outcome === 'intended' ? 'change' : '';
}

function cell(value: Amount): string {
  return value === null ? '–' : escapeHtml(String(value));
}

function ageText(seconds: number): string {
  if (seconds < 120) return `${seconds} s ago`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min ago` : `${Math.round(seconds / 3600)} h ago`;
}
