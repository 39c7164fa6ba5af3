import { priceBook } from './price-book.ts';

/**
 * MiB that go with CPU units, as the least, the most and the step between them
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html). A quarter of a CPU leaves out 1536.
 */
const memories: Readonly<Record<number, readonly [least: number, most: number, step: number]>> = {
  256: [512, 2048, 512],
  512: [1024, 4096, 1024],
  1024: [2048, 8192, 1024],
  2048: [4096, 16_384, 1024],
  4096: [8192, 30_720, 1024],
  8192: [16_384, 61_440, 4096],
  16384: [32_768, 122_880, 8192],
};
const leftOut = '256/1536';

/** A task of Fargate, with what it runs on. */
export interface FargateTask {
  readonly vcpu: number;
  readonly gb: number;
  readonly platform: 'x86' | 'arm' | 'windows';
}

/** What tasks cost an hour in US dollars, by vCPU and by GB. */
export interface FargateRate {
  readonly usdPerCpuHour: number;
  readonly usdPerGbHour: number;
}

/** By platform; of Windows, whose licence is billed besides, nothing is told. */
export type FargateRates = Readonly<Partial<Record<Exclude<FargateTask['platform'], 'windows'>, FargateRate>>>;

const houseRates: FargateRates = {
  x86: {
    usdPerCpuHour: priceBook.fargateUsdPerCpuHour.value,
    usdPerGbHour: priceBook.fargateUsdPerGbHour.value,
  },
  arm: {
    usdPerCpuHour: priceBook.fargateArmUsdPerCpuHour.value,
    usdPerGbHour: priceBook.fargateArmUsdPerGbHour.value,
  },
};

/** What a task costs an hour by these rates, or those of the house; null where they have none of its platform. */
export function taskUsdPerHour({ vcpu, gb, platform }: FargateTask, rates = houseRates): number | null {
  const rate = platform === 'windows' ? undefined : rates[platform];
  return rate === undefined ? null : vcpu * rate.usdPerCpuHour + gb * rate.usdPerGbHour;
}

/** What a task of so many CPU units and MiB costs an hour on x86, as in `512/1024`; null where Fargate has no such task. */
export function fargateUsdPerHour(size: string): number | null {
  const [cpu = 0, mib = 0] = size.split('/').map(Number);
  const [least, most, step] = memories[cpu] ?? [];
  if (least === undefined || most === undefined || step === undefined) return null;
  if (size === leftOut || mib < least || mib > most || (mib - least) % step !== 0) return null;
  return taskUsdPerHour({ vcpu: cpu / 1024, gb: mib / 1024, platform: 'x86' });
}
