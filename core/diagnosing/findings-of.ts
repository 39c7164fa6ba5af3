import type { Finding } from '../model/finding.ts';
import type { Diagnosis, Limit } from './diagnosis.ts';
import { limitName } from './limit-name.ts';

/**
 * What others may go by: what limits the service, and at what load each tier gives out. Nothing where the limit is not known:
 * an old finding then ends by itself. `validMs` is how long it holds.
 */
export function findingsOf({ service, toMs, verdict, limits }: Diagnosis, validMs: number): readonly Finding[] {
  const [first] = limits;
  if (verdict.is === 'unknown' || first === undefined) return [];
  const made = { schema: 1, service, sinceMs: toMs, untilMs: toMs + validMs } as const;
  const bottleneck: Finding = {
    ...made,
    id: 'bottleneck',
    kind: 'bottleneck',
    tier: first.tier,
    because: {
      says: '{what} gives out first, at {saturation} requests per second: {headroom} % above now',
      what: limitName(first),
      saturation: first.saturation.value,
      headroom: first.headroomPercent,
    },
  };
  const tiers = [...new Set(limits.map(({ tier }) => tier))];
  const saturations = tiers.map((tier): Finding => {
    const lowest = lowestOf(limits.filter((limit) => limit.tier === tier)) ?? first;
    return {
      ...made,
      id: `saturation.${tier.replaceAll(/[^\w.-]/g, '-')}`,
      kind: 'saturation',
      tier,
      because: {
        says: '{what} gives out at {saturation} requests per second',
        what: limitName(lowest),
        saturation: lowest.saturation.value,
      },
    };
  });
  return [bottleneck, ...saturations];
}

function lowestOf(limits: readonly Limit[]): Limit | null {
  return limits.reduce<Limit | null>(
    (low, one) => (low === null || one.saturation.value < low.saturation.value ? one : low),
    null,
  );
}
