// Runs in the report's page. Draws curves of one figure against another, x logarithmic, with marks and a limit.
window.drawCurves = (element, { title, curves, limit, xUnit, yUnit, yRange }, page) => {
  const { width, height, colour, axis, tell, tip, titled, describe, isHidden } = page;
  const { uPlot } = window;
  const least = 0.001;
  const tables = curves.flatMap(({ points, marks }) => [points, marks].map(tableOf));
  const everything = curves.flatMap(({ label, points, marks }, line) =>
    [...points, ...marks].map((point) => ({ label, line, ...point })),
  );

  // Nothing at all has no place on a logarithmic scale: it stands at the least that is shown.
  function placeOf({ x }) {
    return Math.max(least, x);
  }

  // One y for each x: a curve has one, and marks in the same place would hide each other anyway.
  function tableOf(points) {
    const byX = new Map(points.map((point) => [placeOf(point), point.y]));
    const sorted = [...byX].sort(([a], [b]) => a - b);
    return [sorted.map(([x]) => x), sorted.map(([, y]) => y)];
  }

  function line({ label, colour: name, dashed, strong }) {
    const stroke = colour(name);
    return { label, stroke, width: strong ? 3.5 : 1.5, dash: dashed ? [6, 4] : undefined, points: { show: false } };
  }

  function marks({ label, colour: name, strong }) {
    const stroke = colour(name);
    const points = { show: true, size: strong ? 14 : 8, fill: strong ? stroke : colour('ground'), stroke, width: 2 };
    return { label, stroke, width: 0, paths: () => null, points };
  }

  function drawLimit(plot) {
    const { ctx, bbox } = plot;
    const x = plot.valToPos(limit.x, 'x', true);
    if (x < bbox.left || x > bbox.left + bbox.width) return;
    ctx.save();
    ctx.strokeStyle = colour('red');
    ctx.fillStyle = colour('red');
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    // Above the plot, where no curve comes.
    ctx.font = `${12 * devicePixelRatio}px system-ui, sans-serif`;
    ctx.textAlign = 'center';
    const half = ctx.measureText(limit.label).width / 2;
    const middle = Math.min(Math.max(x, bbox.left + half), bbox.left + bbox.width - half);
    ctx.fillText(limit.label, middle, bbox.top - 6 * devicePixelRatio);
    ctx.restore();
  }

  function percent(value) {
    return value <= least ? `≤ ${least}` : String(Number(value.toPrecision(2)));
  }

  function tellNearest(plot) {
    const { left, top } = plot.cursor;
    if (left < 0 || !plot.over.matches(':hover')) return;
    const distance = (point) =>
      Math.hypot(plot.valToPos(placeOf(point), 'x') - left, plot.valToPos(point.y, 'y') - top);
    const seen = everything.filter(({ line }) => !isHidden(line));
    const nearest = seen.reduce((a, b) => (distance(b) < distance(a) ? b : a), seen[0]);
    if (nearest === undefined || distance(nearest) > 40) {
      tip.hidden = true;
      return;
    }
    const figures = `${Number(nearest.y.toFixed(3))} ${yUnit}, ${Number(nearest.x.toFixed(3))} ${xUnit}`;
    tell(plot, { left, top }, [`${nearest.label}: ${nearest.says}`, figures]);
  }

  const shown = { min: least, max: Math.min(100, limit.x * 20) };
  const options = {
    width,
    height: height ?? Math.max(320, Math.min(460, Math.round(width * 0.42))),
    padding: [22, 12, 0, 0],
    legend: { show: false },
    cursor: { drag: { x: true, y: true, uni: 30 }, points: { show: false }, bind: { dblclick: () => null } },
    scales: { x: { time: false, distr: 3, ...shown }, y: { range: () => yRange } },
    axes: [
      axis({
        values: (_, splits) => splits.map((value) => (value === null ? '' : percent(value))),
        space: 60,
        ...titled(xUnit),
      }),
      axis({ size: 52 }),
    ],
    series: [{}, ...curves.flatMap((curve) => [line(curve), marks(curve)])],
    hooks: { draw: [drawLimit], setCursor: [tellNearest] },
  };

  element.replaceChildren();
  const drawn = new uPlot(options, uPlot.join(tables), element);
  drawn.over.addEventListener('mouseleave', () => {
    tip.hidden = true;
  });
  drawn.over.addEventListener('dblclick', () => {
    drawn.setScale('x', shown);
    drawn.setScale('y', { min: yRange[0], max: yRange[1] });
  });
  describe(drawn, `${title}, ${yUnit} against ${xUnit}, with the ${limit.label}`, curves);
  curves.forEach((_, index) => {
    if (isHidden(index)) for (const at of [2 * index + 1, 2 * index + 2]) drawn.setSeries(at, { show: false });
  });
  return drawn;
};
