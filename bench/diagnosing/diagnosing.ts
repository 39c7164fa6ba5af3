import { parseArgs } from 'node:util';
import { fitScalability } from '../../core/diagnosing/scalability.ts';
import type { Judged, JudgeTask } from '../../sim/diagnosing/judge-network.ts';
import { Pool } from '../../sim/parallel/pool.ts';
import { alertQuality } from '../alerting/alert-quality.ts';
import { publishedScalability } from './published-scalability.ts';
import { summaryOf } from './summary.ts';
import { diagnoseTimes } from './times.ts';

/**
 * `npm run -s bench:diagnosing`: how often the bottleneck of made-up networks is named, beside rules that people go by.
 * `--noise 15` reads with three times the noise, `--from` takes other networks, `--each` tells of every network as it is done.
 */
const { values } = parseArgs({
  options: {
    networks: { type: 'string', default: '500' },
    from: { type: 'string', default: '1' },
    noise: { type: 'string', default: '5' },
    each: { type: 'boolean', default: false },
  },
});
const noise = Number(values.noise) / 100;
const [count, from] = [Number(values.networks), Number(values.from)];

const pool = new Pool(new URL('../../sim/diagnosing/worker.ts', import.meta.url));
let done = 0;
const all = await Promise.all(
  Array.from({ length: count }, async (_, at) => {
    const judged = await pool.run<Judged>({ seed: from + at, noise } satisfies JudgeTask);
    done++;
    if (values.each) console.error(JSON.stringify(judged));
    else if (done % 50 === 0) console.error(`${done} of ${count} networks`);
    return judged;
  }),
);
await pool.close();

const usl = publishedScalability.map(({ dataSet, points }) => {
  const fit = fitScalability(points);
  if (fit.is === 'refused') throw new Error(`${dataSet}: ${fit.because.says}`);
  const { sigma, kappa, peak } = fit.curve;
  return { dataSet, sigma: significant(sigma), kappa: significant(kappa), peak: significant(peak ?? 0) };
});

console.log(JSON.stringify({ ...summaryOf(all), usl, alerts: await alertQuality(), diagnoseMs: diagnoseTimes() }));

function significant(value: number): number {
  return Number(value.toPrecision(3));
}
