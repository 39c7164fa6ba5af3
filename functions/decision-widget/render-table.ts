import type { Amount } from '../../core/card.ts';
import { escapeHtml } from '../../core/model/escape-html.ts';
import type { Finding } from '../../core/model/finding.ts';
import { serviceOf } from '../../core/model/service-and-tier.ts';
import type { Trouble } from '../../core/model/trouble.ts';
import type { Present } from '../../core/present.ts';
import { tellFinding } from '../../core/tell-finding.ts';
import { tellTrouble } from '../../core/tell-trouble.ts';
import type { Table } from './gather-rows.ts';
import type { WidgetEvent } from './widget-event.ts';

const headings = ['Subject', 'What', 'Mode', 'Asked', 'Running', 'Right', 'Outcome', 'Because', 'Age'];

const colours = {
  light: { text: '#16191f', line: '#d5dbdb', alert: '#b1090e', change: '#0a6ebd' },
  dark: { text: '#d5dbdb', line: '#545b64', alert: '#ff7b72', change: '#6cb8ff' },
};

/** The table as HTML. All that comes from configs and entries is escaped. */
export function renderTable({ rows, findings, omitted }: Table, theme: WidgetEvent['theme']): string {
  const colour = colours[theme];
  const style = `<style>.headroom{color:${colour.text};border-collapse:collapse;width:100%}.headroom td,.headroom th{border-bottom:1px solid ${colour.line};padding:2px 8px;text-align:left}.headroom .alert{color:${colour.alert}}.headroom .change{color:${colour.change}}</style>`;
  if (rows.length === 0) return `${style}<p class="headroom">Nothing is configured here.</p>`;
  const head = headings.map((heading) => `<th>${heading}</th>`).join('');
  const body = [...byService(rows)].map(([service, mine]) => renderService(service, mine, findings)).join('');
  const rest = omitted === 0 ? '' : `<p>${omitted} more are not shown; give the widget a prefix.</p>`;
  return `${style}<table class="headroom"><tr>${head}</tr>${body}</table>${rest}`;
}

function byService(rows: readonly Present[]): Map<string, Present[]> {
  return Map.groupBy(rows, ({ subject }) => serviceOf(subject));
}

/** The name of a service, what has been found out about it, and its rows. */
function renderService(service: string, rows: readonly Present[], findings: readonly Finding[]): string {
  const found = findings.filter((finding) => finding.service === service).map(tellFinding);
  const name = `<tr><th colspan="${headings.length}">${escapeHtml(service)}</th></tr>`;
  const lines = found.map((line) => `<tr><td colspan="${headings.length}">${escapeHtml(line)}</td></tr>`);
  return [name, ...lines, ...rows.map(renderRow)].join('');
}

function renderRow(row: Present): string {
  const { subject, amounts, mode, asked, running, right, outcome, because, troubles, ageSeconds } = row;
  const cells = [subject, amounts, mode, asked, running, right].map((value) => `<td>${cell(value)}</td>`).join('');
  const told = `<td class="${classOf(row)}">${cell(outcome)}</td><td>${cell(because)}${troubles.map((trouble) => renderTrouble(trouble, subject)).join('')}</td>`;
  return `<tr>${cells}${told}<td>${ageSeconds === null ? '–' : age(ageSeconds)}</td></tr>`;
}

/** What a person is to mend, and the command that helps. */
function renderTrouble(trouble: Trouble, subject: string): string {
  const { what, helps } = tellTrouble(trouble, subject);
  return `<div class="alert">${escapeHtml(what)}</div><div>${escapeHtml(`what helps: ${helps}`)}</div>`;
}

function classOf({ mode, outcome, troubles }: Present): string {
  if (troubles.length > 0 || mode === 'unreadable' || outcome === 'failed' || outcome === 'refused') return 'alert';
  return outcome === 'applied' || outcome === 'intended' ? 'change' : '';
}

function cell(value: Amount): string {
  return value === null ? '–' : escapeHtml(String(value));
}

function age(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}
