import { describe, expect, it } from 'vitest';
import { publishedScalability } from '../../../bench/diagnosing/published-scalability.ts';
import { fitScalability, throughputAt } from '../../../core/diagnosing/scalability.ts';
import { tell } from '../../../core/model/reason.ts';
import { random } from '../../../sim/workloads/random.ts';

const at = (loads: readonly number[], throughput: (load: number) => number) =>
  fitScalability(loads.map((load) => ({ load, throughput: throughput(load) })));
const loads = [1, 2, 4, 8, 12, 16, 24, 32, 48, 64];

describe('the Universal Scalability Law', () => {
  it('is found in published data as it was published', () => {
    const fit = fitScalability(publishedScalability[0]?.points ?? []);
    if (fit.is === 'refused') throw new Error(tell(fit.because));
    expect(fit.curve.sigma).toBeCloseTo(0.0277, 4);
    expect(fit.curve.kappa).toBeCloseTo(0.000104, 6);
    expect(fit.curve.peak).toBeCloseTo(96.5, 1);
  });

  it('is found again in what it says itself', () => {
    const law = { lambda: 40, sigma: 0.05, kappa: 0.002 };
    const fit = at(loads, (load) => throughputAt(load, law));
    if (fit.is === 'refused') throw new Error(tell(fit.because));
    expect(fit.curve.lambda).toBeCloseTo(40, 4);
    expect(fit.curve.sigma).toBeCloseTo(0.05, 6);
    expect(fit.curve.kappa).toBeCloseTo(0.002, 8);
  });

  it('has no peak where contention alone explains as much', () => {
    const { normal } = random(3);
    const fit = at(loads, (load) => throughputAt(load, { lambda: 40, sigma: 0.1, kappa: 0 }) * (1 + 0.01 * normal()));
    expect(fit).toMatchObject({ is: 'curve', curve: { kappa: 0, peak: null } });
    if (fit.is === 'curve') expect(fit.curve.peakThroughput).toBeCloseTo(400, -2);
  });

  it.each([
    ['points are few', [1, 2, 4], (load: number) => load, 'too few'],
    ['the load hardly varied', [10, 11, 12, 11, 10, 12, 13], (load: number) => 5 * load, 'hardly varied'],
    ['throughput grows as the load does', loads, (load: number) => 5 * load, 'straight line'],
    ['throughput grows faster than the load', loads, (load: number) => load ** 1.3, 'straight line'],
  ])('is refused where %s', (_, points, throughput, says) => {
    const fit = at(points, throughput);
    expect(fit.is === 'refused' && tell(fit.because)).toContain(says);
  });
});
