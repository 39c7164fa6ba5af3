import type { Suspect } from './diagnosis.ts';
import { type DrawnLimit, drawAt, estimate, headroom, inverse, middleOf, newest, type Window } from './drawn-limit.ts';
import { type ReadLimit, unitsOf } from './read-limits.ts';
import type { TierReadings } from './service-readings.ts';
import type { TierInside } from './tier-inside.ts';
import { type Likelihood, unseenLimits } from './unseen-limit.ts';

/** Draws of what is unread cost little: so many stand beside each draw of the blocks. */
const drawsOfUnread = 5;

/** What is read of a tier itself, of those that it covers, and of those that call it. */
interface ReadBeside {
  readonly own: readonly ReadLimit[];
  readonly within: readonly ReadLimit[];
  readonly beside: readonly ReadLimit[];
}

/** What the tier's requests wait for beside all that is read of it. Null where nothing tells how many are inside. */
export function unreadLimit(
  tier: TierReadings,
  { own: inside }: TierInside,
  { own: read, within, beside }: ReadBeside,
  window: Window,
): DrawnLimit | null {
  const { blocks, loads, picks, clients, noise, uniform } = window;
  const scatter = window.scatters.get(tier.name) ?? null;
  const units = unitsOf(tier, window);
  const perUnit = inside.map((count, block) => count / (units[block] ?? 1));
  const seen = [...read, ...within].map((one) => one.seen);
  const likely = unseenLimits({ inside: perUnit, seen, units, clients, noise, scatter }, loads, blocks.seconds);
  if (likely.length === 0) return null;
  const now = newest(units);
  const raw = Float64Array.from({ length: drawsOfUnread * picks.length }, () => draw(likely, uniform()) * now);
  const saturation = estimate(middleOf(raw), raw);
  // What gives out together with something that is read is that, and nothing beside it. Whoever times what he calls is in that
  // time himself: a busy thread reads answers late.
  const draws = raw.map((value, at) => {
    const known = [...read, ...within, ...beside].map(({ drawn }) => drawAt(drawn, at));
    const threads = beside.flatMap(({ cores, drawn }) => (cores === null ? [] : drawAt(drawn, at) / cores));
    const isKnown = [...known, ...threads].some((one) => Math.abs(Math.log(value / one)) < sameLimit);
    return isKnown ? Number.POSITIVE_INFINITY : value;
  });
  return {
    limit: {
      tier: tier.name,
      resource: null,
      kind: 'unread',
      suspects: suspectsOf(tier, read, saturation.value),
      saturation,
      headroomPercent: headroom(saturation.value, loads),
      busyNow: loads.now / saturation.value,
      demands: [{ classes: loads.groups.flatMap(({ classes }) => classes), seconds: inverse(saturation, now) }],
      background: 0,
      residual: null,
      points: [],
    },
    draws,
  };
}

/** Loads that are no further apart than this (as a logarithm) are one limit. */
const sameLimit = 0.05;
/** How near a thread's limit has to be to that of its processor, divided by its cores. */
const likeOneThread = 0.2;

function suspectsOf(tier: TierReadings, read: readonly ReadLimit[], saturation: number): readonly Suspect[] {
  const threads = read.flatMap(({ cores, drawn }): Suspect[] => {
    if (cores === null || cores < 2) return [];
    const off = Math.log(drawn.limit.saturation.value / cores / saturation);
    return Math.abs(off) < likeOneThread ? [{ is: 'one-thread', of: cores }] : [];
  });
  const silent = tier.resources.filter(({ utilisation }) => utilisation.every((value) => value === null));
  const named = silent.map(({ name }): Suspect => ({ is: 'named', name }));
  return [...threads, ...named, { is: 'held' }, { is: 'behind' }];
}

/** Between what is tried, likelihoods are taken to be straight lines: of each, what lies nearer is likelier. */
function draw(likely: readonly Likelihood[], chance: number): number {
  let left = chance;
  for (const { from, to, share } of likely) {
    if (left <= share) return 1 / (1 / from + triangle(left / share) * (1 / to - 1 / from));
    left -= share;
  }
  return likely.at(-1)?.to ?? Number.POSITIVE_INFINITY;
}

/** Of chance between 0 and 1, one between 0 and 1 that is likeliest in the middle. */
function triangle(chance: number): number {
  return chance < 0.5 ? Math.sqrt(chance / 2) : 1 - Math.sqrt((1 - chance) / 2);
}
