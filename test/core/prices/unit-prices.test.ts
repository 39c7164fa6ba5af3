import { describe, expect, it } from 'vitest';
import { housePrices, unitPricesOf } from '../../../core/prices/unit-prices.ts';

const size = (name: string, usdPerHour: number) => ({ name, vcpus: 2, memoryGib: 8, usdPerHour });
const frankfurt = unitPricesOf({
  ...{ readOn: '2026-11-29', region: 'eu-central-1' },
  sizes: [size('m6i.xlarge', 0.23), size('m7g.large', 0.1)],
});

describe('prices of a catalogue', () => {
  it('are its own, and in proportion within a family', () => {
    expect(frankfurt.instanceUsdPerHour('m7g.large')).toBe(0.1);
    expect(frankfurt.instanceUsdPerHour('m6i.large')).toBeCloseTo(0.115);
    expect(frankfurt.instanceUsdPerHour('m6i.24xlarge')).toBeCloseTo(24 * 0.23);
    expect(frankfurt.instanceUsdPerHour('m6i.medium')).toBeCloseTo(0.0575);
  });

  it('are never those of another Region', () => {
    for (const type of ['m5.large', 'm7g.metal', 'm7g', '']) expect(frankfurt.instanceUsdPerHour(type)).toBeNull();
    expect(housePrices.instanceUsdPerHour('m5.large')).toBe(0.096);
    expect(frankfurt.fargateUsdPerHour({ vcpu: 1, gb: 2, platform: 'x86' })).toBeNull();
    const same = unitPricesOf({ readOn: '2026-11-29', region: housePrices.region, sizes: [size('m6i.large', 0.096)] });
    expect(same.fargateUsdPerHour({ vcpu: 1, gb: 2, platform: 'x86' })).toBeCloseTo(0.04937);
  });

  it('have tasks of Fargate where the catalogue has them, by platform', () => {
    const catalogue = { readOn: '2026-11-30', region: 'eu-central-1', sizes: [size('m6i.large', 0.115)] };
    const rate = { usdPerCpuHour: 0.04656, usdPerGbHour: 0.00511 };
    const task = { vcpu: 1, gb: 2, platform: 'x86' } as const;
    const { fargateUsdPerHour } = unitPricesOf({ ...catalogue, fargate: { x86: rate } });
    expect(fargateUsdPerHour(task)).toBeCloseTo(0.05678);
    expect(fargateUsdPerHour({ ...task, platform: 'arm' })).toBeNull();
    expect(
      unitPricesOf({ ...catalogue, region: 'us-east-1', fargate: { x86: rate } }).fargateUsdPerHour(task),
    ).toBeCloseTo(0.05678);
  });

  it('of a task of Fargate are those of what it runs on, and nobody guesses a licence', () => {
    const task = { vcpu: 2, gb: 4 };
    expect(housePrices.fargateUsdPerHour({ ...task, platform: 'x86' })).toBeCloseTo(0.09874);
    expect(housePrices.fargateUsdPerHour({ ...task, platform: 'arm' })).toBeCloseTo(0.079);
    expect(housePrices.fargateUsdPerHour({ ...task, platform: 'windows' })).toBeNull();
  });
});
