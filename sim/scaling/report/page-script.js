// Runs in the report's page. Draws the plots from the inlined report, again whenever width, scheme or medium change.
(() => {
  const { uPlot, drawCurves } = window;
  const report = JSON.parse(document.getElementById('report').textContent);
  const times = report.timesMs.map((atMs) => atMs / 1000);
  const whole = { min: times[0], max: times[times.length - 1] };
  const changes = new Map((report.changes ?? []).map((change) => [nearest(change.atMs / 1000), change]));
  const tip = document.getElementById('tip');
  const print = window.matchMedia('print');
  let prints = false;
  const onPaper = () => prints || print.matches;
  const printWidth = 700;
  const printHeight = 150;
  const daySeconds = 86400;
  const days = (whole.max - whole.min) / daySeconds;
  const hidden = new Set();
  let plots = [];
  let curves = [];
  let shown = whole;

  function nearest(time) {
    let index = times.findIndex((at) => at >= time);
    if (index < 0) index = times.length - 1;
    return index;
  }

  function colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  }

  function clock(seconds) {
    return new Date(seconds * 1000).toISOString().slice(11, 16);
  }

  function date(seconds) {
    return new Date(seconds * 1000).toISOString().slice(5, 10);
  }

  // A tick at midnight is a date where more than a day is plotted.
  function tick(seconds) {
    return days > 1.1 && seconds % daySeconds === 0 ? date(seconds) : clock(seconds);
  }

  function moment(seconds) {
    return days > 1.1 ? `${date(seconds)} ${clock(seconds)}` : clock(seconds);
  }

  function number(value) {
    return value === null || value === undefined ? 'none' : String(Math.round(value * 100) / 100);
  }

  function short(value) {
    if (value >= 1e6) return `${value / 1e6}M`;
    return value >= 1e4 ? `${value / 1e3}k` : String(value);
  }

  const tickSeconds = [
    60,
    300,
    600,
    900,
    1800,
    3600,
    7200,
    10800,
    21600,
    43200,
    ...[1, 2, 7, 14, 28, 91].map((count) => count * daySeconds),
  ];
  const unitSteps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

  function countsUnits(plot) {
    return plot.lines.every((line) => line.shape !== 'line');
  }

  function series(line) {
    const stroke = colour(line.colour);
    const marks = line.marksChanges ? [...changes.keys()] : [];
    return {
      label: line.label,
      stroke,
      width: line.shape === 'area' || days > 1.1 ? 1 : 2,
      fill: line.shape === 'area' ? `${stroke}55` : undefined,
      dash: line.dashed ? [6, 4] : undefined,
      paths: line.shape === 'line' ? undefined : uPlot.paths.stepped({ align: 1 }),
      points: {
        show: (plot) => marks.length > 0 && areApart(plot),
        size: 4,
        fill: stroke,
        stroke,
        filter: () => marks,
      },
    };
  }

  // Marks of many days would cover the line.
  function areApart({ scales }) {
    return changes.size < 200 || scales.x.max - scales.x.min < 2 * daySeconds;
  }

  function band({ upper, lower, colour: name }) {
    return { series: [upper + 1, lower + 1], fill: `${colour(name)}40` };
  }

  function axis(overrides) {
    return {
      stroke: colour('faint'),
      grid: { stroke: colour('rule'), width: 1 },
      ticks: { stroke: colour('rule'), width: 1 },
      font: '12px system-ui, sans-serif',
      ...overrides,
    };
  }

  // Behind the lines: stretches that do not count, and those in which nothing was measured.
  function shadeStretches(plot) {
    shade(plot, report.unscored ?? [], colour('raised'));
    shade(plot, report.missing, colour('gap'));
  }

  function shade(plot, stretches, fill) {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    ctx.fillStyle = fill;
    for (const { fromMs, toMs } of stretches) {
      const from = plot.valToPos(fromMs / 1000, 'x', true);
      const to = plot.valToPos(toMs / 1000, 'x', true);
      ctx.fillRect(from, bbox.top, Math.max(1, to - from), bbox.height);
    }
    ctx.restore();
  }

  function zoomed(plot) {
    const { min, max } = plot.scales.x;
    if (min === shown.min && max === shown.max) return;
    show({ min, max });
  }

  function show(range) {
    shown = range;
    for (const plot of plots) {
      if (plot.scales.x.min !== range.min || plot.scales.x.max !== range.max) plot.setScale('x', range);
    }
  }

  function draw(element) {
    const plot = report.plots[Number(element.dataset.plot)];
    const width = onPaper() ? printWidth : element.clientWidth;
    const options = {
      width,
      height: onPaper() ? printHeight : Math.max(236, Math.min(336, Math.round(width * 0.3) + 16)),
      padding: [8, 20, 0, 0],
      legend: { show: false },
      cursor: { sync: { key: 'report' }, drag: { x: true, y: false }, y: false, points: { size: 7 } },
      scales: {
        x: { time: true, ...shown },
        y: { range: (_, low, high) => [Math.min(0, low), high <= 0 ? 1 : high * 1.08] },
      },
      axes: [
        axis({ values: (_, splits) => splits.map(tick), space: 56, incrs: tickSeconds, ...titled('time (UTC)') }),
        axis({ values: (_, splits) => splits.map(short), size: 48, ...(countsUnits(plot) && { incrs: unitSteps }) }),
      ],
      series: [{}, ...plot.lines.map(series)],
      bands: (plot.bands ?? []).map(band),
      hooks: { drawClear: [shadeStretches], setScale: [zoomed], setCursor: [tell] },
    };
    element.replaceChildren();
    const drawn = new uPlot(options, [times, ...plot.lines.map((line) => line.values)], element);
    drawn.over.addEventListener('mouseleave', () => {
      tip.hidden = true;
    });
    drawn.over.addEventListener('dblclick', () => show(whole));
    describe(drawn, `${plot.title}, ${plot.unit}, over ${moment(whole.min)} to ${moment(whole.max)} UTC`, plot.lines);
    plot.lines.forEach((_, index) => {
      if (hidden.has(lineOf(element, index))) drawn.setSeries(index + 1, { show: false });
    });
    return drawn;
  }

  // What is drawn is nothing to a screen reader, which is told what there is.
  function describe(drawn, what, lines) {
    const canvas = drawn.root.querySelector('canvas');
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', `${what}: ${lines.map(({ label }) => label).join(', ')}`);
  }

  function titled(label) {
    return { label, labelSize: 16, labelGap: 0, labelFont: '12px system-ui, sans-serif', size: 36 };
  }

  // A line by the drawing that it is in: it stays hidden when that is drawn anew.
  function lineOf(element, index) {
    const { plot, curves } = element.dataset;
    return `${plot === undefined ? `curve ${curves}` : `plot ${plot}`} ${index}`;
  }

  function toggle(button) {
    const element = button.closest('figure').querySelector('[data-plot], [data-curves]');
    const index = Number(button.dataset.line);
    const name = lineOf(element, index);
    const show = hidden.delete(name);
    if (!show) hidden.add(name);
    button.setAttribute('aria-pressed', String(show));
    const { plot, curves: curve } = element.dataset;
    if (plot !== undefined) plots[Number(plot)].setSeries(index + 1, { show });
    else for (const series of [2 * index + 1, 2 * index + 2]) curves[Number(curve)].setSeries(series, { show });
  }

  function redraw() {
    for (const plot of [...plots, ...curves]) plot.destroy();
    plots = [];
    plots = [...document.querySelectorAll('[data-plot]')].map(draw);
    curves = [...document.querySelectorAll('[data-curves]')].map((element) => {
      const width = onPaper() ? printWidth : element.clientWidth;
      return drawCurves(element, report.curves[Number(element.dataset.curves)], {
        width,
        height: onPaper() ? printHeight * 1.3 : null,
        colour,
        axis,
        tell: tellAt,
        tip,
        titled,
        describe,
        isHidden: (index) => hidden.has(lineOf(element, index)),
      });
    });
  }

  function line(tag, text, className = '') {
    const element = document.createElement(tag);
    element.textContent = text;
    element.className = className;
    return element;
  }

  function row(label, value) {
    const element = line('div', '', 'row');
    element.append(line('span', label), line('span', value));
    return element;
  }

  // The last change at or before the cursor: what came later cannot be why.
  function changeAt(index) {
    for (let at = index; at >= 0; at--) if (changes.has(at)) return changes.get(at);
    return null;
  }

  function tell(plot) {
    const { idx, left, top } = plot.cursor;
    if (idx === null || idx === undefined || left < 0 || !plot.over.matches(':hover')) return;
    const rows = report.plots.flatMap(({ lines }) => lines.map(({ label, values }) => row(label, number(values[idx]))));
    const change = changeAt(idx);
    const reason =
      change &&
      line('p', `${moment(change.atMs / 1000)}: ${change.from} → ${change.to}, ${change.by}: ${change.because}`);
    tellAt(plot, { left, top }, [line('strong', `${moment(times[idx])} UTC`), ...rows, ...(reason ? [reason] : [])]);
  }

  function tellAt(plot, { left, top }, lines) {
    tip.replaceChildren(...lines.map((one) => (typeof one === 'string' ? line('div', one) : one)));
    tip.hidden = false;
    place(plot.over.getBoundingClientRect(), left, top);
  }

  function place(box, left, top) {
    const x = box.left + left;
    const fits = x + 16 + tip.offsetWidth < document.documentElement.clientWidth;
    tip.style.left = `${Math.max(4, fits ? x + 16 : x - 16 - tip.offsetWidth) + window.scrollX}px`;
    const y = box.top + top;
    const above = y + 16 + tip.offsetHeight > window.innerHeight;
    tip.style.top = `${Math.max(4, above ? y - 16 - tip.offsetHeight : y + 16) + window.scrollY}px`;
  }

  const shortest = 10 * 60;
  const moves = {
    in: ({ min, max }) => around((min + max) / 2, (max - min) / 2),
    out: ({ min, max }) => around((min + max) / 2, (max - min) * 2),
    earlier: ({ min, max }) => around((min + max) / 2 - (max - min) / 2, max - min),
    later: ({ min, max }) => around((min + max) / 2 + (max - min) / 2, max - min),
    all: () => whole,
  };

  function around(middle, span) {
    const width = Math.min(whole.max - whole.min, Math.max(shortest, span));
    const min = Math.min(Math.max(whole.min, middle - width / 2), whole.max - width);
    return { min, max: min + width };
  }

  for (const button of document.querySelectorAll('[data-zoom]')) {
    button.addEventListener('click', () => show(moves[button.dataset.zoom](shown)));
  }
  for (const button of document.querySelectorAll('[data-line]')) {
    button.addEventListener('click', () => toggle(button));
  }
  let drawnWidth = window.innerWidth;
  window.addEventListener('resize', () => {
    if (window.innerWidth === drawnWidth) return;
    drawnWidth = window.innerWidth;
    redraw();
  });
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
  print.addEventListener('change', redraw);
  // A browser may lay out the sheets before it tells that the medium has changed.
  for (const [event, begins] of [
    ['beforeprint', true],
    ['afterprint', false],
  ]) {
    window.addEventListener(event, () => {
      prints = begins;
      redraw();
    });
  }
  redraw();
})();
