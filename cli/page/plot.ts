import { escapeHtml } from '../../core/model/escape-html.ts';

/** A point of a plot. */
export interface PlotPoint {
  readonly x: number;
  readonly y: number;
}

/** Something drawn in a plot: dots, a line, or a level across it. */
export interface Drawn {
  readonly label: string;
  readonly colour: number;
  readonly as: 'dots' | 'line' | 'dashes';
  readonly points: readonly PlotPoint[];
}

export interface Plot {
  readonly title: string;
  readonly note: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly drawn: readonly Drawn[];
  /** What stands at a tick of the axis below; the number itself where nothing is said. */
  readonly xText?: (value: number) => string;
}

const [width, height] = [440, 260];
const edge = { left: 52, right: 12, top: 10, bottom: 40 };

/** A plot as a figure of HTML: an SVG that needs no script, with its key below. */
export function plotHtml(plot: Plot): string {
  const all = plot.drawn.flatMap(({ points }) => points);
  if (all.length === 0) return '';
  const isTime = plot.xText !== undefined;
  const x = scaleOf(
    all.map((point) => point.x),
    isTime,
    edge.left,
    width - edge.right,
  );
  const y = scaleOf(
    all.map((point) => point.y),
    false,
    height - edge.bottom,
    edge.top,
  );
  return `<figure>
<h3>${escapeHtml(plot.title)}</h3>
<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(`${plot.title}. ${plot.note}`)}">
${y.ticks.map((value) => `<line class="grid" x1="${edge.left}" x2="${width - edge.right}" y1="${px(y.at(value))}" y2="${px(y.at(value))}"/><text class="tick" x="${edge.left - 6}" y="${px(y.at(value) + 4)}" text-anchor="end">${short(value)}</text>`).join('\n')}
${x.ticks.map((value) => `<text class="tick" x="${px(x.at(value))}" y="${height - edge.bottom + 16}" text-anchor="${value === x.ticks.at(-1) ? 'end' : 'middle'}">${escapeHtml(plot.xText?.(value) ?? short(value))}</text>`).join('\n')}
<text class="axis" x="${(edge.left + width - edge.right) / 2}" y="${height - 6}" text-anchor="middle">${escapeHtml(plot.xLabel)}</text>
<text class="axis" transform="translate(12 ${(edge.top + height - edge.bottom) / 2}) rotate(-90)" text-anchor="middle">${escapeHtml(plot.yLabel)}</text>
${plot.drawn.map((one) => shapeOf(one, x.at, y.at)).join('\n')}
</svg>
<figcaption>${plot.drawn.map(keyOf).join(' ')}${plot.note === '' ? '' : `<p>${escapeHtml(plot.note)}</p>`}</figcaption>
</figure>`;
}

function shapeOf({ as, colour, points }: Drawn, x: (value: number) => number, y: (value: number) => number): string {
  if (as === 'dots')
    return points
      .map((point) => `<circle class="c${colour}" cx="${px(x(point.x))}" cy="${px(y(point.y))}" r="2.6"/>`)
      .join('');
  const path = points.map((point, at) => `${at === 0 ? 'M' : 'L'}${px(x(point.x))} ${px(y(point.y))}`).join('');
  return `<path class="l${colour}${as === 'dashes' ? ' dashes' : ''}" d="${path}"/>`;
}

function keyOf({ label, colour, as }: Drawn): string {
  return label === '' ? '' : `<span class="key"><i class="k${colour} ${as}"></i>${escapeHtml(label)}</span>`;
}

interface Scale {
  readonly ticks: readonly number[];
  at(value: number): number;
}

/** From zero, but for times, to the next round number. */
function scaleOf(values: readonly number[], isTime: boolean, from: number, to: number): Scale {
  const high = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const low = isTime ? values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY) : 0;
  const step = isTime ? (high - low) / 4 || 1 : roundStep((high - low) / 5);
  const top = isTime ? high : Math.max(Math.ceil(high / step - 1e-9) * step, step);
  const ticks = Array.from({ length: Math.round((top - low) / step) + 1 }, (_, index) => low + index * step);
  return { ticks, at: (value) => from + ((value - low) / (top - low || 1)) * (to - from) };
}

function roundStep(rough: number): number {
  const size = 10 ** Math.floor(Math.log10(rough > 0 ? rough : 1));
  return size * ([1, 2, 2.5, 5, 10].find((times) => times * size >= rough) ?? 10);
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}

function px(value: number): string {
  return value.toFixed(1);
}
