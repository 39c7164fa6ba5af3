import type { Finding } from '../model/finding.ts';
import { tell } from '../model/reason.ts';
import type { TierKind } from './config/kinds.ts';
import type { Diagnosis, Limit } from './diagnosis.ts';
import { limitName } from './limit-name.ts';
import type { RunsOut } from './runs-out.ts';
import { tellRunsOut } from './tell-runs-out.ts';

/** How long a finding holds, and since when it does. */
interface Held {
  readonly sinceMs: number;
  readonly untilMs: number;
}

/**
 * What others may go by: what limits the service, at what load each tier gives out, and where more units would bring nothing.
 * Nothing where the limit is not known: an old finding then ends by itself.
 */
export function findingsOf(
  { service, verdict, limits, tiers: all, remedies: [remedy] }: Diagnosis,
  held: Held,
  runsOut: RunsOut | null = null,
): readonly Finding[] {
  const [first] = limits;
  if (verdict.is === 'unknown' || first === undefined) return [];
  const made = { schema: 1, service, sinceMs: held.sinceMs, untilMs: held.untilMs } as const;
  const bottleneck: Finding = {
    ...made,
    id: 'bottleneck',
    kind: 'bottleneck',
    tier: first.tier,
    because: {
      says: '{what} gives out first, at {saturation} requests per second: {headroom} % above now; what lifts it most: {remedy}',
      what: limitName(first),
      saturation: first.saturation.value,
      headroom: first.headroomPercent,
      remedy: remedy === undefined ? null : tell(remedy.does),
    },
  };
  const tiers = [...new Set(limits.map(({ tier }) => tier))];
  const saturations = tiers.map((tier): Finding => {
    const lowest = lowestOf(limits.filter((limit) => limit.tier === tier)) ?? first;
    return {
      ...made,
      id: idOf('saturation', tier),
      kind: 'saturation',
      tier,
      because: {
        says: '{what} gives out at {saturation} requests per second: {headroom} % above now',
        what: limitName(lowest),
        saturation: lowest.saturation.value,
        headroom: lowest.headroomPercent,
      },
    };
  });
  const inVain = all.filter(({ name, kind }) => name !== first.tier && isMadeOfUnits(kind));
  const units = inVain.map(
    ({ name }): Finding => ({
      ...made,
      id: idOf('units', name),
      kind: 'units',
      tier: name,
      because: {
        says: 'more units would not help: {what} gives out first, at {saturation} requests per second',
        what: limitName(first),
        saturation: first.saturation.value,
      },
    }),
  );
  const ahead = runsOut?.is === 'ahead' ? runsOut : null;
  const growth: readonly Finding[] =
    ahead === null
      ? []
      : [{ ...made, id: 'growth', kind: 'saturation', tier: ahead.tier, because: tellRunsOut(ahead) }];
  return [bottleneck, ...growth, ...units, ...saturations];
}

const isMadeOfUnits = (kind: TierKind) => kind !== 'queue' && kind !== 'downstream';

const idOf = (what: string, tier: string) => `${what}.${tier.replaceAll(/[^\w.-]/g, '-')}`;

function lowestOf(limits: readonly Limit[]): Limit | null {
  return limits.reduce<Limit | null>(
    (low, one) => (low === null || one.saturation.value < low.saturation.value ? one : low),
    null,
  );
}
