import type { DataPrice } from './data-catalogue.ts';
import type { FargateRates } from './fargate-price.ts';
import { instanceUsdPerHour } from './instance-price.ts';

/** A size of EC2 instance. */
export interface InstanceSize {
  readonly name: string;
  readonly vcpus: number;
  readonly memoryGib: number;
  /** Linux, on demand. */
  readonly usdPerHour: number;
}

/** Sizes with what they cost, as it was read on a day. */
export interface SizeCatalogue {
  /** `yyyy-mm-dd`. */
  readonly readOn: string;
  readonly region: string;
  readonly sizes: readonly InstanceSize[];
  /** What tasks of Fargate cost; left out where nobody has asked. */
  readonly fargate?: FargateRates;
  /** What classes of databases and types of cache nodes cost; left out where nobody has asked. */
  readonly data?: readonly DataPrice[];
}

/** Families that people put services on, by the memory of two vCPUs. */
const families: Readonly<Record<string, number>> = {
  ...{ m6i: 8, m7i: 8, m7g: 8, m8g: 8 },
  ...{ c6i: 4, c7i: 4, c7g: 4, c8g: 4 },
  ...{ r7i: 16, r7g: 16 },
};
/** Sizes of a family, by how many times as much of everything they have. */
const times: Readonly<Record<string, number>> = { large: 1, xlarge: 2, '2xlarge': 4, '4xlarge': 8 };

/** Forty sizes with the prices of the house, which are of us-east-1; `headroom sizes refresh` asks AWS for today's of a Region. */
export const sizeCatalogue: SizeCatalogue = {
  readOn: '2026-01-19',
  region: 'us-east-1',
  sizes: Object.entries(families).flatMap(([family, memory]) =>
    Object.entries(times).map(([size, factor]) => {
      const name = `${family}.${size}`;
      const usdPerHour = instanceUsdPerHour(name) ?? Number.NaN;
      return { name, vcpus: 2 * factor, memoryGib: memory * factor, usdPerHour };
    }),
  ),
};

/** The family of a size: `m7g` of `m7g.large`. */
export function familyOf(name: string): string {
  return name.split('.')[0] ?? '';
}
