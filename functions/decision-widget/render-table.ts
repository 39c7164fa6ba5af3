import type { DecisionRow } from './decision-row.ts';
import type { WidgetEvent } from './widget-event.ts';

const headings = ['Scalable', 'Mode', 'Asked', 'Running', 'Right', 'Outcome', 'Because', 'Age'];

const colours = {
  light: { text: '#16191f', line: '#d5dbdb', alert: '#b1090e', change: '#0a6ebd' },
  dark: { text: '#d5dbdb', line: '#545b64', alert: '#ff7b72', change: '#6cb8ff' },
};

/** The table as HTML. All that comes from configs and entries is escaped. */
export function renderTable(rows: readonly DecisionRow[], omitted: number, theme: WidgetEvent['theme']): string {
  const colour = colours[theme];
  const style = `<style>.headroom{color:${colour.text};border-collapse:collapse;width:100%}.headroom td,.headroom th{border-bottom:1px solid ${colour.line};padding:2px 8px;text-align:left}.headroom .alert{color:${colour.alert}}.headroom .change{color:${colour.change}}</style>`;
  if (rows.length === 0) return `${style}<p class="headroom">No scalable is configured here.</p>`;
  const head = headings.map((heading) => `<th>${heading}</th>`).join('');
  const rest = omitted === 0 ? '' : `<p>${omitted} more are not shown; give the widget a prefix.</p>`;
  return `${style}<table class="headroom"><tr>${head}</tr>${rows.map(renderRow).join('')}</table>${rest}`;
}

function renderRow(row: DecisionRow): string {
  const { scalable, mode, asked, running, desired, outcome, because, ageSeconds } = row;
  const cells = [scalable, mode, asked, running, desired].map((value) => `<td>${cell(value)}</td>`).join('');
  const told = `<td class="${classOf(outcome)}">${cell(outcome)}</td><td>${cell(because)}</td>`;
  return `<tr>${cells}${told}<td>${ageSeconds === null ? '–' : age(ageSeconds)}</td></tr>`;
}

function classOf(outcome: string): string {
  if (outcome === 'failed' || outcome === 'refused') return 'alert';
  return outcome === 'applied' || outcome === 'intended' ? 'change' : '';
}

function cell(value: string | number | null): string {
  return value === null ? '–' : escapeHtml(String(value));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

function age(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}
