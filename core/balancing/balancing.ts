import type { Capability } from '../capability.ts';
import type { Memory } from '../model/memory.ts';
import type { BalanceConfig } from './config/balance.ts';
import { decide } from './decide.ts';
import type { Allocation, DecidingBalance, GroupSeen, Kept, Observation, ReservationSeen } from './observation.ts';
import type { BalancingWorld } from './ports.ts';
import { weightsIn } from './weights.ts';

/** Which share of the requests each target group should get. */
export function balancing(world: BalancingWorld): Capability<Observation, Allocation, Kept> {
  return {
    name: 'balancing',
    observe: (subject, memory, atMs) => observe(world, subject, memory, atMs),
    decide,
    act: async ({ subject, groups }, change, term) => {
      const config = await world.settings.balance(subject);
      await book(world, subject, change);
      return world.balancer.apply(config, weightsIn(groups), change, term);
    },
  };
}

async function observe(
  world: BalancingWorld,
  subject: string,
  memory: Memory<Kept>,
  atMs: number,
): Promise<Observation> {
  const config = await world.settings.balance(subject);
  const [{ action, groups: states }, reservation, overrides, booked, others] = await Promise.all([
    world.balancer.see(config),
    seeReservation(world, config, atMs),
    world.settings.overrides(subject, atMs),
    bookedBy(world, config, atMs),
    Promise.all(Object.keys(config.groups).map((name) => measure(world, config, name, atMs))),
  ]);
  const groups: Record<string, GroupSeen> = {};
  for (const { name, ...measured } of others) {
    const state = states[name];
    if (state !== undefined) groups[name] = { ...state, ...measured };
  }
  return { subject, atMs, memory, config: withoutPlaces(config), groups, action, reservation, overrides, ...booked };
}

/** Before the weights: who is to get more requests asks for the units first. */
async function book(
  { bookings }: BalancingWorld,
  subject: string,
  { bookings: wanted = {} }: Allocation,
): Promise<void> {
  const because = { says: 'a shift of {balance} counts on them', balance: subject };
  for (const [scalable, booked] of Object.entries(wanted)) {
    await bookings.put({ schema: 1, scalable, by: subject, because, ...booked });
  }
}

/** What this balance has booked; only a shift books. */
async function bookedBy(
  { bookings }: BalancingWorld,
  { shift, balance }: BalanceConfig,
  atMs: number,
): Promise<Pick<Observation, 'booked'>> {
  if (shift === null) return {};
  const mine = (await bookings.list(atMs)).filter(({ by }) => by === balance);
  if (mine.length === 0) return {};
  return { booked: Object.fromEntries(mine.map(({ scalable, units, untilMs }) => [scalable, { units, untilMs }])) };
}

async function measure(
  { measures, scalable: knownOf }: BalancingWorld,
  config: BalanceConfig,
  name: string,
  atMs: number,
) {
  const scalable = config.groups[name]?.scalable ?? null;
  const [performance, zones, known] = await Promise.all([
    measures.performance(config, name, atMs),
    measures.zones(config, name, atMs),
    scalable === null ? null : knownOf(scalable),
  ]);
  const { asked = null, leadSeconds = null, movesWeights = null } = known ?? {};
  const measured = {
    ...(leadSeconds !== null && { leadSeconds }),
    ...(movesWeights !== null && { movedBy: movesWeights }),
  };
  return { name, performance, zones, asked, ...measured };
}

async function seeReservation(
  { balancer, measures }: BalancingWorld,
  config: BalanceConfig,
  atMs: number,
): Promise<ReservationSeen | null> {
  if (config.reservation === null) return null;
  const [seen, peakUnits] = await Promise.all([balancer.reservation(config), measures.peakUnits(config, atMs)]);
  return seen === null ? null : { ...seen, peakUnits };
}

/** An entry carries no ARN, since that has the account in it. */
function withoutPlaces({ balancer: _, groups, ...config }: BalanceConfig): DecidingBalance {
  const named = Object.entries(groups).map(([name, { targetGroupArn: __, ...group }]) => [name, group] as const);
  return { ...config, groups: Object.fromEntries(named) };
}
