import type { Diagnosis, Limit, Scalability, TierDiagnosis } from '../../../core/diagnosing/diagnosis.ts';
import { limitName } from '../../../core/diagnosing/limit-name.ts';
import type { RunsOut } from '../../../core/diagnosing/runs-out.ts';
import { throughputAt } from '../../../core/diagnosing/scalability.ts';
import { escapeHtml } from '../../../core/model/escape-html.ts';
import { tell } from '../../../core/model/reason.ts';
import { utcText } from '../../../core/time/utc-text.ts';
import { pageHtml } from '../../page/page-html.ts';
import { type Drawn, type Plot, plotHtml } from '../../page/plot.ts';
import { elseFound } from '../else-found.ts';
import { interval, number } from '../number-text.ts';
import { tellForecast } from '../tell-forecast.ts';

/** Limits whose points are shown beside each other. */
const mostShown = 4;

/** A diagnosis as one HTML file that needs nothing else: no network, no other file, no script. */
export function diagnosisPage(diagnosis: Diagnosis, forecast: RunsOut | null): string {
  const { service, fromMs, toMs } = diagnosis;
  const title = `What limits ${service}`;
  return pageHtml({
    title,
    main: `<header>
<h1>${escapeHtml(heading(diagnosis))}</h1>
<p>${escapeHtml(`Readings of ${service} from ${utcText(fromMs)} to ${utcText(toMs)}.`)}</p>
${missing(diagnosis)}
${tellForecast(forecast)
  .map((line) => `<p>${escapeHtml(line)}</p>`)
  .join('')}
</header>
${figures(diagnosis)}
${limitsTable(diagnosis)}
${remediesTable(diagnosis)}
${plots(diagnosis)}
${list('What else was found', elseFound(diagnosis))}`,
  });
}

function heading({ service, verdict, limits: [first] }: Diagnosis): string {
  return verdict.is === 'unknown' || first === undefined
    ? `What limits ${service} is unknown`
    : `${limitName(first)} limits ${service}`;
}

function missing({ verdict }: Diagnosis): string {
  return verdict.is === 'known' ? '' : list('What would have to be read', verdict.missing.map(tell));
}

function figures({ verdict, limits: [first], load }: Diagnosis): string {
  if (load === null) return '';
  const always = [
    figure('Requests per second now', number(load.now)),
    figure('Highest that was seen', number(load.highest)),
  ];
  if (verdict.is === 'unknown' || first === undefined) return `<dl class="figures">${always.join('')}</dl>`;
  const known = [
    figure('It gives out at', `${number(first.saturation.value)} per second`),
    figure('Headroom', `${number(first.headroomPercent)} %`),
    figure('Draws that agree', `${number(verdict.confidencePercent)} of 100`),
  ];
  return `<dl class="figures">${[...known, ...always].join('')}</dl>`;
}

function figure(label: string, value: string): string {
  return `<div><dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}</dd></div>`;
}

function limitsTable({ limits }: Diagnosis): string {
  if (limits.length === 0) return '';
  const rows = limits.map((limit) => [
    limitName(limit),
    interval(limit.saturation),
    `${number(limit.headroomPercent)} %`,
    `${number(100 * limit.busyNow)} %`,
    `${number(limit.nearFirstPercent)} %`,
  ]);
  return table(
    'What gives out, and when',
    ['what', 'requests per second', 'headroom', 'busy now', 'first, or within 5 % of it'],
    rows,
  );
}

function remediesTable({ remedies }: Diagnosis): string {
  if (remedies.length === 0) return '';
  const rows = remedies.map(({ does, saturation, gainPercent, next }) => [
    tell(does),
    number(saturation),
    `+${number(gainPercent)} %`,
    next,
  ]);
  return table('What would lift it', ['what to do', 'then per second', 'gain', 'what gives out then'], rows);
}

function table(title: string, heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const isNumber = (at: number) => rows.every((row) => /^[+-]?\d/.test(row[at] ?? ''));
  const style = (at: number) => (isNumber(at) ? ' class="number"' : '');
  const cells = (row: readonly string[], tag: 'th' | 'td') =>
    row.map((text, at) => `<${tag}${style(at)}>${escapeHtml(text)}</${tag}>`).join('');
  return `<h2>${escapeHtml(title)}</h2>
<div class="scroll" tabindex="0"><table>
<thead><tr>${cells(heads, 'th')}</tr></thead>
<tbody>${rows.map((row) => `<tr>${cells(row, 'td')}</tr>`).join('\n')}</tbody>
</table></div>`;
}

function list(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  return `<h2>${escapeHtml(title)}</h2><ul>${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul>`;
}

function plots(diagnosis: Diagnosis): string {
  const all = [busyPlot(diagnosis), timePlot(diagnosis), ...diagnosis.tiers.flatMap(scalabilityPlot)];
  return `<h2>Pictures</h2><div class="plots">${all.map(plotHtml).join('\n')}</div>`;
}

/** What was busy at which load, and the law through it, as far as the load at which the first gives out. */
function busyPlot({ limits, load }: Diagnosis): Plot {
  const shown = limits.filter(({ points }) => points.length > 0).slice(0, mostShown);
  const end = Math.max(limits[0]?.saturation.value ?? 0, load?.highest ?? 0);
  return {
    title: 'Utilisation against load',
    note: 'Points were read, at the load that would take as much in the mix of now; lines are the utilisation law. A limit is reached at 100 %.',
    xLabel: 'requests per second',
    yLabel: 'busy, %',
    drawn: shown.flatMap((limit, colour) => busyDrawn(limit, colour, end)),
  };
}

function busyDrawn(limit: Limit, colour: number, end: number): readonly Drawn[] {
  const { background, saturation, points } = limit;
  const law = (load: number) => 100 * (background + ((1 - background) * load) / saturation.value);
  const reach = Math.min(end, saturation.value);
  return [
    {
      label: limitName(limit),
      colour,
      as: 'dots',
      points: points.map(({ load, busy }) => ({ x: load, y: 100 * busy })),
    },
    { label: '', colour, as: 'line', points: [0, reach].map((load) => ({ x: load, y: law(load) })) },
  ];
}

function timePlot({ timeline, limits: [first] }: Diagnosis): Plot {
  const points = timeline.flatMap(({ atMs, perSecond }) => (perSecond === null ? [] : [{ x: atMs, y: perSecond }]));
  const ends = [points.at(0), points.at(-1)].flatMap((point) => point ?? []);
  const level = first === undefined ? [] : [first.saturation.value];
  return {
    title: 'Load over time',
    note: '',
    xLabel: 'UTC',
    yLabel: 'requests per second',
    xText: (atMs) => new Date(atMs).toISOString().slice(11, 16),
    drawn: [
      { label: 'requests per second', colour: 0, as: 'line', points },
      ...level.map(
        (y): Drawn => ({
          label: `where ${first === undefined ? 'it' : limitName(first)} gives out`,
          colour: 1,
          as: 'dashes',
          points: ends.map(({ x }) => ({ x, y })),
        }),
      ),
    ],
  };
}

function scalabilityPlot({ name, points, scalability, noScalability }: TierDiagnosis): readonly Plot[] {
  if (points.length === 0) return [];
  const dots = points.map(({ load, throughput }) => ({ x: load, y: throughput }));
  const why = noScalability === null ? '' : `No curve: ${tell(noScalability)}.`;
  return [
    {
      title: `How ${name} scales`,
      note: scalability === null ? why : curveNote(scalability),
      xLabel: 'requests inside',
      yLabel: 'completed per second',
      drawn: [
        { label: 'read', colour: 0, as: 'dots', points: dots },
        ...(scalability === null ? [] : [curveOf(scalability, Math.max(...dots.map(({ x }) => x)))]),
      ],
    },
  ];
}

function curveNote({ sigma, kappa, peak }: Scalability): string {
  const most = peak === null ? 'no peak' : `peak at ${number(peak)} inside`;
  return `Contention ${number(sigma)}, coherency ${number(kappa)}: ${most}.`;
}

/** As far as was seen and half as far again. */
function curveOf(curve: Scalability, highest: number): Drawn {
  const points = Array.from({ length: 61 }, (_, step) => {
    const x = (1.5 * highest * step) / 60;
    return { x, y: throughputAt(x, curve) };
  });
  return { label: 'Universal Scalability Law', colour: 1, as: 'line', points };
}
