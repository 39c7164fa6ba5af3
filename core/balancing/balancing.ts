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
  const [{ action, groups: states }, reservation, overrides, others] = await Promise.all([
    world.balancer.see(config),
    seeReservation(world, config, atMs),
    world.settings.overrides(subject, atMs),
    Promise.all(Object.keys(config.groups).map((name) => measure(world, config, name, atMs))),
  ]);
  const groups: Record<string, GroupSeen> = {};
  for (const { name, ...measured } of others) {
    const state = states[name];
    if (state !== undefined) groups[name] = { ...state, ...measured };
  }
  return { subject, atMs, memory, config: withoutPlaces(config), groups, action, reservation, overrides };
}

async function measure({ measures, asked }: BalancingWorld, config: BalanceConfig, name: string, atMs: number) {
  const scalable = config.groups[name]?.scalable ?? null;
  const [performance, zones, units] = await Promise.all([
    measures.performance(config, name, atMs),
    measures.zones(config, name, atMs),
    scalable === null ? null : asked(scalable),
  ]);
  return { name, performance, zones, asked: units };
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
