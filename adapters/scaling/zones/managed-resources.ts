import * as z from 'zod/mini';

/** A shift of one resource, and when it ends by itself; of those at once, one is in effect. */
const zonalShift = z.object({ appliedStatus: z.string(), expiryTime: z.nullish(z.number()) });

const page = z.object({
  items: z.array(
    z.object({
      arn: z.nullish(z.string()),
      availabilityZones: z.array(z.string()),
      /** 1 or 0 by the id of each zone: 0 where load is shifted away, by whomever. */
      appliedWeights: z.nullish(z.record(z.string(), z.number())),
      zonalShifts: z.nullish(z.array(zonalShift)),
    }),
  ),
  nextToken: z.nullish(z.string()),
});

/** A resource whose load can be shifted between zones. */
export interface ManagedResource {
  readonly arn: string;
  /** The ids of its zones, e.g. `use1-az1`. */
  readonly zones: readonly string[];
  readonly away: readonly string[];
  /** When the shift in effect ends by itself; null where none does. */
  readonly untilMs: number | null;
}

/** One page of what can be shifted, as JSON, by the token of the page before. */
export type GetPage = (nextToken: string | null) => Promise<unknown>;

/** Far more than an account has. */
const mostPages = 50;

/**
 * All that can be shifted in an account and Region, by `ListManagedResources` of Amazon Application Recovery Controller:
 * https://docs.aws.amazon.com/arc-zonal-shift/latest/api/API_ListManagedResources.html. Rejects where an answer is none.
 */
export async function managedResources(getPage: GetPage): Promise<readonly ManagedResource[]> {
  const all: ManagedResource[] = [];
  let token: string | null = null;
  for (let pages = 0; pages < mostPages; pages++) {
    const { items, nextToken } = page.parse(await getPage(token));
    for (const { arn, availabilityZones, appliedWeights, zonalShifts } of items) {
      if (arn == null) continue;
      const weights = Object.entries(appliedWeights ?? {});
      const zones = weights.length > 0 ? weights.map(([zone]) => zone) : availabilityZones;
      const away = weights.flatMap(([zone, weight]) => (weight === 0 ? [zone] : []));
      all.push({ arn, zones, away, untilMs: endOf(zonalShifts ?? []) });
    }
    if (nextToken == null || nextToken === '') return all;
    token = nextToken;
  }
  return all;
}

/** Seconds since 1970, as AWS tells them. */
function endOf(shifts: readonly z.output<typeof zonalShift>[]): number | null {
  const applied = shifts.find(({ appliedStatus }) => appliedStatus === 'APPLIED');
  return applied?.expiryTime == null ? null : applied.expiryTime * 1000;
}
