import { becauseOf } from '../because-of.ts';
import type { Capability } from '../capability.ts';
import type { Memory } from '../model/memory.ts';
import type { AlarmState } from '../model/signal.ts';
import { act } from './act.ts';
import type { ScalableConfig } from './config/scalable.ts';
import { decideScalable } from './decide-scalable.ts';
import { decidingConfig } from './deciding-config.ts';
import type { Desired } from './desired.ts';
import type { Found } from './found.ts';
import { lastAsked } from './last-asked.ts';
import type { Kept, Observation, RivalsSeen } from './observation.ts';
import type { PoolTold, PoolUnknown } from './pool/pool-told.ts';
import { foundMark, targetMark } from './pool/target-mark.ts';
import type { ScalingWorld } from './ports.ts';
import { readAll } from './read-all.ts';
import { isDueEachHour } from './rivals.ts';
import type { Shift } from './shift.ts';
import type { SizeTold, SizeUnknown } from './sizing/size-told.ts';
import { targetOf } from './target-of.ts';
import { seeTiers } from './tiers/see-tiers.ts';
import type { Tiers } from './tiers/tier.ts';
import { scalingTroubles } from './troubles/catalogue.ts';

/** What a scalable should have. */
export function scaling(world: ScalingWorld): Capability<Observation, Desired, Kept> {
  return {
    name: 'scaling',
    observe: (subject, memory, atMs) => observe(world, subject, memory, atMs),
    decide: decideScalable,
    troubles: scalingTroubles,
    act: (observation, change, term) => act(world, observation, change, term),
  };
}

async function observe(world: ScalingWorld, subject: string, memory: Memory<Kept>, atMs: number): Promise<Observation> {
  const config = await world.settings.scalable(subject);
  const [capacity, pool, size, found, rivals, readings, alarm, overrides, shift, booked = [], tiers] =
    await Promise.all([
      targetOf(world, config).capacity(config.target, lastAsked(memory)),
      poolOf(world, config, memory),
      sizeOf(world, config, memory),
      foundOf(world, config, memory),
      rivalsOf(world, config, memory, atMs),
      readAll(world, config, memory.kept, atMs),
      alarmOf(world, config),
      world.settings.overrides(subject, atMs),
      shiftOf(world, config, memory, atMs),
      world.bookings?.list(atMs),
      tiersOf(world, subject),
    ]);
  const bookings = booked.filter(({ scalable }) => scalable === subject);
  return {
    subject,
    atMs,
    memory,
    config: decidingConfig(config),
    capacity,
    ...(pool !== null && { pool }),
    ...(size !== null && { size }),
    ...(found !== null && { found }),
    ...(rivals !== null && { rivals }),
    readings,
    alarm,
    ...(shift !== null && { shift }),
    overrides,
    ...(bookings.length > 0 && { bookings }),
    ...(tiers !== null && { tiers }),
  };
}

/** How the target is set, before it is first changed and while it is put back; null at all other looks. */
async function foundOf(world: ScalingWorld, config: ScalableConfig, { kept }: Memory<Kept>): Promise<Found | null> {
  const { mode } = config;
  const target = targetOf(world, config);
  if (target.found === undefined || mode === 'recommend') return null;
  const of = foundMark(config);
  const isKnown = kept?.found?.of === of;
  if (mode === 'off' ? !isKnown : isKnown) return null;
  const told = await target.found(config.target);
  return told === null ? null : { of, ...told };
}

/** Those beside it in the graph of needs; null where there are none. */
async function tiersOf({ settings, decisions }: ScalingWorld, subject: string): Promise<Tiers | null> {
  if (decisions === undefined) return null;
  const links = (await settings.links?.(subject)) ?? null;
  return links === null ? null : seeTiers(links, decisions);
}

/** The pool of one that is to have one, or had one of Headroom's; null where nobody asks. */
async function poolOf(
  { target }: ScalingWorld,
  { warmPool, target: config }: ScalableConfig,
  { kept, intention }: Memory<Kept>,
): Promise<PoolTold | PoolUnknown | null> {
  if (warmPool === undefined && kept?.pool?.found === undefined) return null;
  if (target.pool === undefined) return { trouble: 'nobody can read it here' };
  const isOfPool = (desired: Desired) => desired.prepared !== undefined || desired.putBack !== undefined;
  const wasRefused = intention !== null && intention.applied !== true && isOfPool(intention.desired as Desired);
  try {
    const told = await target.pool(config, { readyBy: warmPool?.readyBy ?? 'image', wasRefused });
    return { of: targetMark(config), ...told };
  } catch (error) {
    return { trouble: String(becauseOf(error).error) };
  }
}

/** How big the units are of one of whose sizes something is said; null where nobody asks. */
async function sizeOf(
  { target }: ScalingWorld,
  { sizes, target: config }: ScalableConfig,
  { kept }: Memory<Kept>,
): Promise<SizeTold | SizeUnknown | null> {
  if (sizes === undefined) return null;
  if (target.size === undefined) return { trouble: 'nobody can read it here' };
  try {
    const of = targetMark(config);
    const step = kept?.size?.of === of ? kept.size.changing : null;
    return { of, ...(await target.size(config, step)) };
  } catch (error) {
    return { trouble: String(becauseOf(error).error) };
  }
}

/** What the alarms of a scalable say together: one that is in alarm speaks for all; null where there is none, or none can be read. */
async function alarmOf({ alarms }: ScalingWorld, { alarmName, moreAlarmNames = [] }: ScalableConfig) {
  const names = alarmName === null ? [] : [alarmName, ...moreAlarmNames];
  const states = await Promise.all(names.map((name) => alarms.state(name)));
  const speaks = (state: AlarmState) => states.find((one) => one === state);
  return speaks('ALARM') ?? speaks('INSUFFICIENT_DATA') ?? speaks('OK') ?? null;
}

/** So many are kept: one is enough to stop, and its name to begin with. */
const mostRivals = 5;

/** Who else scales the target, asked anew where that is due. What cannot be read leaves what was known. */
async function rivalsOf(
  world: ScalingWorld,
  config: ScalableConfig,
  { kept }: Memory<Kept>,
  atMs: number,
): Promise<RivalsSeen | null> {
  const known = kept?.rivals ?? null;
  const { asksForRivals = isDueEachHour } = world;
  const target = targetOf(world, config);
  const isMeant = config.coexist && config.beside === undefined;
  if (target.rivals === undefined || isMeant || !asksForRivals(known?.atMs ?? null, atMs)) return known;
  try {
    const rivals = await target.rivals(config.target);
    return { atMs, rivals: rivals.slice(0, mostRivals), trouble: null };
  } catch (error) {
    return { atMs, rivals: known?.rivals ?? [], trouble: String(becauseOf(error).error) };
  }
}

/** Nothing is asked, and nothing told, of what nobody shifts. */
async function shiftOf(
  { zones }: ScalingWorld,
  { target, shiftedBy }: ScalableConfig,
  { kept }: Memory<Kept>,
  atMs: number,
): Promise<Shift | null> {
  if (zones === undefined || shiftedBy === null) return null;
  return zones.shift({ target, shiftedBy }, kept?.shift ?? null, atMs);
}
