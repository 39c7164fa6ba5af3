import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { escapeHtml } from '../../../core/model/escape-html.ts';
import { changesTable } from './changes-table.ts';
import { figuresTable } from './figures-table.ts';
import type { Report, ReportColour, ReportCurves, ReportFigure, ReportPlot } from './report.ts';

/** A report as one HTML file that needs nothing else: no network, no other file. */
export function reportHtml(report: Report): string {
  const [first, rest] = [report.lead.slice(0, 1), report.lead.slice(1)];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(report.title)}</title>
<link rel="icon" href="data:,">
<style>
${plotPackage('uPlot.min.css')}
${beside('page-style.css')}
</style>
</head>
<body>
<main>
<header>
<h1>${escapeHtml(report.title)}</h1>
${paragraphs(first)}
</header>
<dl class="figures">
${report.figures.map(figure).join('\n')}
</dl>
<div class="about">
${paragraphs(rest)}
</div>
${report.tablesFirst === true ? tables(report) : ''}
${report.plots.length === 0 ? '' : zoomButtons}
${report.plots.map(plot).join('\n')}
${stretchNotes(report)}
${(report.curves ?? []).map(curves).join('\n')}
<div id="tip" role="status" hidden></div>
${report.tablesFirst === true ? '' : tables(report)}
${changesTable(report)}
</main>
<script type="application/json" id="report">${inlineJson(report)}</script>
<script>
${plotPackage('uPlot.iife.min.js')}
</script>
<script>
${beside('page-curves.js')}
${beside('page-script.js')}
</script>
</body>
</html>
`;
}

function tables({ tables = [] }: Report): string {
  return tables.map(figuresTable).join('\n');
}

function paragraphs(texts: readonly string[]): string {
  return texts.map((text) => `<p>${escapeHtml(text)}</p>`).join('\n');
}

const zoomButtons = `<div class="zoom" role="group" aria-label="Zoom">
<button type="button" data-zoom="out" aria-label="Zoom out">−</button>
<button type="button" data-zoom="in" aria-label="Zoom in">+</button>
<button type="button" data-zoom="earlier" aria-label="Earlier">←</button>
<button type="button" data-zoom="later" aria-label="Later">→</button>
<button type="button" data-zoom="all">Show all</button>
<span class="hint">or drag across a plot; double-click shows all</span>
</div>`;

function figure({ label, value, meaning }: ReportFigure): string {
  const note = meaning === undefined ? '' : `<dd class="meaning">${escapeHtml(meaning)}</dd>`;
  return `<div><dt>${escapeHtml(label)}</dt><dd class="value">${escapeHtml(value)}</dd>${note}</div>`;
}

function plot({ title, unit, lines }: ReportPlot, index: number): string {
  const keys = lines.flatMap(({ label, colour, shape, dashed, unnamed }, line) =>
    unnamed === true ? [] : [key(`${shape}${dashed ? ' dashed' : ''}`, colour, label, line)],
  );
  return `<figure>
<figcaption><h2>${escapeHtml(title)} <small>${escapeHtml(unit)}</small></h2><ul class="keys">${keys.join('')}</ul></figcaption>
<div class="plot" data-plot="${index}"></div>
</figure>`;
}

function curves({ title, xUnit, yUnit, note, curves: all }: ReportCurves, index: number): string {
  const keys = all.map(({ label, colour, dashed, strong }, line) => {
    return key(`${dashed ? 'dashed' : 'line'}${strong ? ' strong' : ''}`, colour, label, line);
  });
  return `<figure>
<figcaption><h2>${escapeHtml(title)} <small>${escapeHtml(`${yUnit}, against ${xUnit}`)}</small></h2><ul class="keys">${keys.join('')}</ul></figcaption>
<div class="plot tall" data-curves="${index}"></div>
<p class="plot-note">${escapeHtml(note)}</p>
</figure>`;
}

/** A line of the legend, which hides and shows what it names. */
function key(style: string, colour: ReportColour, label: string, line: number): string {
  const mark = `<span class="key ${style}" style="--key: var(--${colour})"></span>`;
  return `<li><button type="button" data-line="${line}" aria-pressed="true">${mark}${escapeHtml(label)}</button></li>`;
}

function stretchNotes({ missing, unscored = [] }: Report): string {
  const notes = [
    ...(missing.length === 0 ? [] : ['<span class="key missing"></span>no data: capacity is held, never lowered']),
    ...(unscored.length === 0 ? [] : ['<span class="key unscored"></span>not scored']),
  ];
  return notes.map((note) => `<p class="missing-note">${note}</p>`).join('\n');
}

/** A report inside a script element: nothing in it may end that element. */
function inlineJson(report: Report): string {
  return JSON.stringify(report).replaceAll('<', '\\u003c');
}

function beside(name: string): string {
  return readFileSync(new URL(`./${name}`, import.meta.url), 'utf8').trim();
}

function plotPackage(name: string): string {
  return readFileSync(createRequire(import.meta.url).resolve(`uplot/dist/${name}`), 'utf8').trim();
}
