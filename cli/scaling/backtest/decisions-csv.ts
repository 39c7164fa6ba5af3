import type { Backtest } from '../../../sim/scaling/score/answer.ts';

/**
 * What was asked for in the first seed's world, from the first minute of the trace on: `time` in UTC (the start of the
 * minute), `demand` in requests per second as simulated, `scored` (0 or 1), then asked units of `headroom` and of each best row.
 * With metrics of 20 s a minute's demand is the mean of its steps, and what was asked is what was asked at its end.
 */
export function decisionsCsv({ world, asked }: Backtest): string {
  const columns = [...asked].sort(([a], [b]) => Number(b === 'headroom') - Number(a === 'headroom'));
  const per = 60 / world.stepSeconds;
  const lines = [['time', 'demand', 'scored', ...columns.map(([name]) => name)].join(',')];
  for (let minute = 0; minute < Math.floor(world.steps / per); minute++) {
    const last = (minute + 1) * per - 1;
    const mean = world.demand.subarray(minute * per, last + 1).reduce((sum, value) => sum + value, 0) / per;
    const time = new Date(world.startMs + minute * 60_000).toISOString().replace('.000', '');
    lines.push([time, mean, world.scored[last], ...columns.map(([, units]) => units[last])].join(','));
  }
  return `${lines.join('\n')}\n`;
}
