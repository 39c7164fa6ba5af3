import type { Remark } from '../../schema/section.ts';
import { tiersOf, type WholeTier } from './gauges.ts';
import type { ServiceConfig } from './watched-service.ts';

/** What should be said of a config that is right. */
export function remarksOn(config: ServiceConfig): Remark[] {
  const tiers = tiersOf(config);
  return tiers
    .filter((tier) => isSilent(tier) && before(tier, tiers).length !== 1)
    .map(({ name }) => ({
      field: `tiers.${name}`,
      says: `nothing tells how long requests are in it or how many are, so that what limits the service stays unknown as long as nothing that is read is nearly used up; read its time or what is inside (performanceInsights of a database), or name it as behind the one tier that waits for it`,
    }));
}

const isSilent = ({ latency, concurrency }: WholeTier) => latency === null && concurrency === null;

/** The tiers that tell, and wait for this one, by way of silent ones too. */
function before({ name }: WholeTier, tiers: readonly WholeTier[]): readonly WholeTier[] {
  return tiers
    .filter(({ behind }) => behind.includes(name))
    .flatMap((tier) => (isSilent(tier) ? before(tier, tiers) : [tier]));
}
