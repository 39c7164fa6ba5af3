import type { Capability } from '../capability.ts';
import type { Memory } from '../model/memory.ts';
import type { Because } from '../model/reason.ts';
import { combine } from '../readings/combine.ts';
import type { Reading } from '../readings/reading.ts';
import { type ReadingConfig, runningReading } from '../readings/reading-config.ts';
import { readingsOf } from './config/readings-of.ts';
import type { ScalableConfig } from './config/scalable.ts';
import { decide } from './decide.ts';
import { decidingConfig } from './deciding-config.ts';
import type { Desired } from './desired.ts';
import type { Kept, Observation } from './observation.ts';
import type { ScalingWorld } from './ports.ts';

/** How many periods that are due a look asks for: enough for late data and for looks that come five minutes apart. */
const periodsRead = 10;

/** What a scalable should have. */
export function scaling(world: ScalingWorld): Capability<Observation, Desired, Kept> {
  return {
    name: 'scaling',
    observe: (subject, memory, atMs) => observe(world, subject, memory, atMs),
    decide,
    act: async (observation, change, term) => {
      const because = voidBecause(observation, change);
      if (because !== null) return { is: 'refused', because };
      const { target } = await world.settings.scalable(observation.subject);
      return world.target.setCapacity(target, change, term);
    },
  };
}

/** Why asking would change nothing, e.g. a suspended process; null where it would. */
function voidBecause({ capacity }: Observation, { units }: Desired): Because | null {
  return units > capacity.asked ? capacity.voidOutBecause : capacity.voidInBecause;
}

async function observe(world: ScalingWorld, subject: string, memory: Memory<Kept>, atMs: number): Promise<Observation> {
  const config = await world.settings.scalable(subject);
  const [capacity, readings, alarm, overrides, booked = []] = await Promise.all([
    world.target.capacity(config.target),
    readAll(world, config, atMs),
    config.alarmName === null ? null : world.alarms.state(config.alarmName),
    world.settings.overrides(subject, atMs),
    world.bookings?.list(atMs),
  ]);
  const bookings = booked.filter(({ scalable }) => scalable === subject);
  return {
    subject,
    atMs,
    memory,
    config: decidingConfig(config),
    capacity,
    readings,
    alarm,
    overrides,
    ...(bookings.length > 0 && { bookings }),
  };
}

async function readAll(world: ScalingWorld, config: ScalableConfig, atMs: number): Promise<Record<string, Reading>> {
  const wanted = Object.entries(config.readings).filter(([name]) => name === runningReading || isUsed(config, name));
  return Object.fromEntries(
    await Promise.all(wanted.map(async ([name, reading]) => [name, await read(world, reading, atMs)])),
  );
}

function isUsed(config: ScalableConfig, name: string): boolean {
  return config.policies.some((policy) => readingsOf(policy).includes(name));
}

async function read(world: ScalingWorld, reading: ReadingConfig, atMs: number): Promise<Reading> {
  const periodMs = (reading.parts[0]?.periodSeconds ?? 60) * 1000;
  const toMs = Math.floor(atMs / periodMs) * periodMs;
  const delayMs = Math.max(...reading.parts.map((part) => part.delaySeconds * 1000));
  const fromMs = toMs - (periodsRead + Math.ceil(delayMs / periodMs)) * periodMs;
  const parts = await Promise.all(reading.parts.map((part) => world.source.read(part, fromMs, toMs)));
  return combine(reading, parts, fromMs, toMs, atMs);
}
