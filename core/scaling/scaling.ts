import type { Capability } from '../capability.ts';
import type { Memory } from '../model/memory.ts';
import type { Because } from '../model/reason.ts';
import { combine } from '../readings/combine.ts';
import { type Lateness, lateBecause, patienceSeconds } from '../readings/lateness.ts';
import type { Reading } from '../readings/reading.ts';
import { type ReadingConfig, runningReading } from '../readings/reading-config.ts';
import { readingsOf } from './config/readings-of.ts';
import type { ScalableConfig } from './config/scalable.ts';
import { decide } from './decide.ts';
import { decidingConfig } from './deciding-config.ts';
import type { Desired } from './desired.ts';
import type { Kept, Observation } from './observation.ts';
import type { ScalingWorld } from './ports.ts';
import type { Shift } from './shift.ts';

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
  const [capacity, readings, alarm, overrides, shift] = await Promise.all([
    world.target.capacity(config.target),
    readAll(world, config, memory.kept?.lateness ?? {}, atMs),
    config.alarmName === null ? null : world.alarms.state(config.alarmName),
    world.settings.overrides(subject, atMs),
    shiftOf(world, config, memory, atMs),
  ]);
  return {
    subject,
    atMs,
    memory,
    config: decidingConfig(config),
    capacity,
    readings,
    alarm,
    ...(shift !== null && { shift }),
    overrides,
  };
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

type Late = NonNullable<Kept['lateness']>;

async function readAll(
  world: ScalingWorld,
  config: ScalableConfig,
  late: Late,
  atMs: number,
): Promise<Record<string, Reading>> {
  const wanted = Object.entries(config.readings).filter(([name]) => name === runningReading || isUsed(config, name));
  return Object.fromEntries(
    await Promise.all(
      wanted.map(async ([name, reading]) => [name, await read(world, reading, late[name] ?? null, atMs)]),
    ),
  );
}

function isUsed(config: ScalableConfig, name: string): boolean {
  return config.policies.some((policy) => readingsOf(policy).includes(name));
}

async function read(
  world: ScalingWorld,
  reading: ReadingConfig,
  lateness: Lateness | null,
  atMs: number,
): Promise<Reading> {
  const periodSeconds = reading.parts[0]?.periodSeconds ?? 60;
  const delaySeconds = Math.max(...reading.parts.map((part) => part.delaySeconds));
  const patience = patienceSeconds(lateness, delaySeconds, periodSeconds);
  const toMs = Math.floor(atMs / (periodSeconds * 1000)) * periodSeconds * 1000;
  const fromMs = toMs - periodsFor(periodSeconds, delaySeconds, patience) * periodSeconds * 1000;
  const parts = await Promise.all(reading.parts.map((part) => world.source.read(part, fromMs, toMs)));
  const combined = combine(withPatience(reading, patience), parts, fromMs, toMs, atMs);
  const late = lateBecause(combined, lateness, delaySeconds);
  return {
    ...combined,
    delaySeconds,
    trouble: [combined.trouble, late].filter((one) => one !== null).join('; ') || null,
  };
}

/** What is waited for longer is read in whole multiples, so that readings that are late differently are still read together. */
function periodsFor(periodSeconds: number, delaySeconds: number, patience: number): number {
  const more = Math.ceil(patience / periodSeconds) - Math.ceil(delaySeconds / periodSeconds);
  return periodsRead + Math.ceil(delaySeconds / periodSeconds) + Math.ceil(more / periodsRead) * periodsRead;
}

function withPatience(reading: ReadingConfig, patience: number): ReadingConfig {
  if (reading.parts.every(({ delaySeconds }) => delaySeconds >= patience)) return reading;
  return {
    ...reading,
    parts: reading.parts.map((part) => ({ ...part, delaySeconds: Math.max(part.delaySeconds, patience) })),
  };
}
