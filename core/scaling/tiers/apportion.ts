import { heardOf, type Tier } from './tier.ts';

/** Connections that one of those before a scalable may hold. */
export interface Grant {
  readonly now: number;
  /** What it may still hold by an earlier word, until it has decided on this one. */
  readonly most: number;
  /** When `now` was said first. */
  readonly sinceMs: number;
}

/** What one of those before has and wants, in connections. */
interface Holder {
  readonly scalable: string;
  readonly held: number;
  readonly wants: number;
  readonly before: Grant | null;
  /** What it may hold by all that it may have been told. */
  readonly outstanding: number;
}

interface Case {
  readonly subject: string;
  readonly upstream: readonly Tier[];
  readonly takes: number;
  readonly atMs: number;
}

/**
 * Divides what a scalable takes among those before it, by what they want. Less is said at once; more only of what nobody may
 * hold, by an earlier word either: so together they never hold more than is taken, however late they hear of it.
 */
export function apportion(kept: Readonly<Record<string, Grant>>, these: Case): Readonly<Record<string, Grant>> {
  const holders = these.upstream.flatMap((tier) => holderOf(tier, kept[tier.scalable] ?? null, these));
  const shares = sharesOf(holders, these.takes);
  const lowered = holders.map(({ before }, index) => Math.min(before?.now ?? 0, shares[index] as number));
  const bound = holders.map(({ held, outstanding }, index) => Math.max(lowered[index] as number, held, outstanding));
  let free = Math.max(0, these.takes - bound.reduce((sum, one) => sum + one, 0));
  const grants = holders.map((holder, index): [string, Grant] => {
    const room = bound[index] as number;
    const now = Math.max(lowered[index] as number, Math.min(shares[index] as number, room + free));
    free -= Math.max(0, now - room);
    return [holder.scalable, grantOf(holder, now, these.atMs)];
  });
  return Object.fromEntries(grants);
}

/** The connections that those before may hold together by now, whatever they have heard. */
export function outstandingOf(grants: Readonly<Record<string, Grant>>, upstream: readonly Tier[]): number {
  return upstream.reduce((sum, tier) => sum + Math.max(grants[tier.scalable]?.most ?? 0, heldBy(tier)), 0);
}

/** The connections that those before are about to want. */
export function wantedOf(upstream: readonly Tier[], atMs: number): number {
  return upstream.reduce((sum, tier) => {
    const wants = heardOf(tier, atMs)?.wants ?? 0;
    return sum + Math.max(heldBy(tier), wants * (tier.need.connectionsPerUnit ?? 0));
  }, 0);
}

function heldBy({ need, last }: Tier): number {
  if (need.connectionsPerUnit === null || last === null) return 0;
  return Math.max(last.passed.asked, last.passed.running) * need.connectionsPerUnit;
}

function holderOf(tier: Tier, before: Grant | null, { subject, atMs }: Case): Holder[] {
  const { scalable, need, last } = tier;
  if (need.connectionsPerUnit === null) return [];
  const held = heldBy(tier);
  const wants = Math.max(held, (heardOf(tier, atMs)?.wants ?? 0) * need.connectionsPerUnit);
  const hasHeard = before !== null && (last?.passed.saw[subject] ?? 0) >= before.sinceMs;
  const outstanding = before === null ? 0 : hasHeard ? before.now : before.most;
  return [{ scalable, held, wants, before, outstanding }];
}

/** Divided by what is wanted; what is left over goes with it. */
function sharesOf(holders: readonly Holder[], takes: number): number[] {
  const wanted = holders.reduce((sum, { wants }) => sum + wants, 0);
  if (wanted === 0) return holders.map(() => Math.floor(takes / holders.length));
  return holders.map(({ wants }) => Math.floor((takes * wants) / wanted));
}

function grantOf({ before, outstanding }: Holder, now: number, atMs: number): Grant {
  if (before === null) return { now, most: now, sinceMs: atMs };
  if (before.now === now) return { now, most: Math.max(now, outstanding), sinceMs: before.sinceMs };
  return { now, most: Math.max(now, before.now, outstanding), sinceMs: atMs };
}
