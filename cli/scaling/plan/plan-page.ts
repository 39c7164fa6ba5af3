import { escapeHtml } from '../../../core/model/escape-html.ts';
import { utcText } from '../../../core/time/utc-text.ts';
import { pageHtml } from '../../page/page-html.ts';
import { type Plot, plotHtml } from '../../page/plot.ts';
import { columns, endings, heading, type Planned, row } from './plan-lines.ts';
import type { TierDay, TierPoint } from './tier-day.ts';

/** A plan as one HTML file that needs nothing else, with the tiers of the last day under each other, front first. */
export function planPage(plan: Planned, days: readonly TierDay[]): string {
  const title = heading(plan);
  return pageHtml({
    title,
    style: `
.tiers { display:grid; gap:1rem; } .tiers figure { max-width:44rem; }`,
    main: `<header>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(`By what was decided last, before ${utcText(plan.atMs)}. ${turns(plan)}`)}</p>
</header>
${planTable(plan)}
<ul>${endings(plan)
      .map((line) => `<li>${escapeHtml(line)}</li>`)
      .join('')}</ul>
<h2>The tiers of the last day</h2>
<div class="tiers">
${days.map((day) => plotHtml(plotOf(day, days))).join('\n')}
</div>`,
  });
}

function turns({ tiers, load }: Planned): string {
  const named = [...tiers].sort((a, b) => a.turn - b.turn).map(({ scalable }) => scalable);
  if (named.length < 2) return '';
  return `${load >= 1 ? 'Up' : 'Down'} in this order: ${named.join(', ')}.`;
}

function planTable({ tiers }: Planned): string {
  const cells = (all: readonly string[], tag: 'td' | 'th') =>
    all.map((text, index) => `<${tag}${index === 0 ? '' : ' class="number"'}>${escapeHtml(text)}</${tag}>`).join('');
  const rows = tiers.map((tier) => `<tr>${cells(row(tier), 'td')}</tr>`).join('\n');
  return `<div class="scroll" tabindex="0"><table><thead><tr>${cells(columns, 'th')}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

/** All have one axis of time, so that what follows what is seen. */
function plotOf({ scalable, points }: TierDay, days: readonly TierDay[]): Plot {
  const all = days.flatMap((day) => day.points.map(({ atMs }) => atMs));
  const [fromMs, toMs] = [Math.min(...all), Math.max(...all)];
  const of = (name: 'asked' | 'running' | 'desired') => steps(points, name, fromMs, toMs);
  return {
    title: scalable,
    note: '',
    xLabel: 'UTC',
    yLabel: 'units',
    xText: (value) => utcText(value).slice(11, 16),
    drawn: [
      { label: 'running', colour: 0, as: 'line', points: of('running') },
      { label: 'asked', colour: 1, as: 'line', points: of('asked') },
      { label: 'found right', colour: 2, as: 'dashes', points: of('desired') },
    ],
  };
}

/** What is so until the next look says otherwise, as far as the axis goes. */
function steps(points: readonly TierPoint[], name: 'asked' | 'running' | 'desired', fromMs: number, toMs: number) {
  const drawn = points.flatMap((point, index) => {
    const before = points[index - 1];
    const corner = before === undefined ? { x: fromMs, y: point[name] } : { x: point.atMs, y: before[name] };
    return [corner, { x: point.atMs, y: point[name] }];
  });
  const last = points.at(-1);
  return last === undefined ? drawn : [...drawn, { x: toMs, y: last[name] }];
}
