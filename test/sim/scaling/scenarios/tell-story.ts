import type { ScalableConfig } from '../../../../core/scaling/config/scalable.ts';
import type { Learned } from '../../../../core/scaling/policies/provisioner/learned.ts';
import type { Serving } from '../../../../core/scaling/policies/provisioner/serving/serving.ts';
import type { ScalingEntry } from '../../../../core/scaling/scaling-entry.ts';
import { FaultyWorld, type Minute } from '../../../../sim/scaling/faults/faulty-world.ts';
import { type Lived, live } from '../../../../sim/scaling/faults/live.ts';
import type { Misfortunes } from '../../../../sim/scaling/faults/misfortunes.ts';

/** A scenario: minutes of calm first, then what happens. Minute 0 is when it happens. */
export interface Scenario {
  readonly config: ScalableConfig;
  readonly startUnits?: number;
  /** Minutes of calm before minute 0, and minutes from it on. */
  readonly calm: number;
  readonly minutes: number;
  /** Fresh demand per second by minute. */
  readonly demand: (minute: number) => number;
  /** What goes wrong, told by minute where it depends on time. */
  readonly fate: Partial<Misfortunes>;
  readonly seed?: number;
}

export interface Story extends Lived {
  at(minute: number): Minute;
  entry(minute: number): ScalingEntry | null;
  /** All of a value over minutes, the last one not included. */
  over<T>(from: number, to: number, pick: (minute: Minute) => T): T[];
  learned(minute: number): Learned;
  serving(minute: number): Serving;
}

export async function tell({ config, startUnits = 21, calm, minutes, demand, fate, seed }: Scenario): Promise<Story> {
  const world = new FaultyWorld(config, startUnits, shifted(fate, calm), seed);
  const lived = await live(world, config.scalable, calm + minutes, (minute) => demand(minute - calm));
  const entry = (minute: number): ScalingEntry | null => lived.entries[calm + minute] ?? null;
  const kept = (minute: number) => {
    const states = entry(minute)?.decision?.keep.policies['0:provisioner'];
    if (states === undefined) throw new Error(`nothing was decided at minute ${minute}`);
    return states as { readonly learned: Learned; readonly serving: Serving };
  };
  return {
    ...lived,
    at: (minute) => world.minutes[calm + minute] as Minute,
    entry,
    over: (from, to, pick) => world.minutes.slice(calm + from, calm + to).map(pick),
    learned: (minute) => kept(minute).learned,
    serving: (minute) => kept(minute).serving,
  };
}

/** A fate told by time since minute 0. */
function shifted(fate: Partial<Misfortunes>, calm: number): Partial<Misfortunes> {
  const calmMs = calm * 60_000;
  const moved = Object.entries(fate).map(([name, value]) => {
    if (typeof value !== 'function') return [name, value];
    const tell = value as (sinceMs: number, random: unknown) => unknown;
    return [name, (sinceMs: number, random: unknown) => tell(sinceMs - calmMs, random)];
  });
  return Object.fromEntries(moved) as Partial<Misfortunes>;
}

/** A demand that is never quite the same, the same for the same minute. */
export function wobble(minute: number): number {
  return 1 + 0.02 * Math.sin(minute * 12.9898) * Math.sin(minute * 78.233);
}
