import { type Fleet, settled } from '../../../sim/scaling/deployments/histories.ts';
import { unitPerSecond } from '../../../sim/scaling/situations/peers.ts';
import type { Rule, Scene, Situation, Told } from '../../../sim/scaling/situations/situation.ts';
import { service } from './capacities.ts';
import { loadPerUnit, sceneOf, type Way } from './ways.ts';

/** A situation, and who stands in it: a scene, or why there is none. */
export interface Entry {
  readonly situation: Situation;
  scene(kind: string, way: Way): Scene | string;
  /** Why a peer does not stand in it; null where it does. */
  absence(policy: string): string | null;
}

/** What is left out is as it always is: ten units of a service, of which all that run share 600 requests a second. */
export interface Written {
  readonly name: string;
  readonly rules: Situation['rules'];
  readonly situation?: Partial<Omit<Situation, 'name' | 'rules'>>;
  readonly scene?: Entry['scene'];
  /** Why each peer does not stand in it, by its name. */
  readonly absent?: Readonly<Record<string, string>>;
}

export function entry({ name, rules, situation = {}, scene, absent = {} }: Written): Entry {
  return {
    situation: { ...usual, ...situation, name, rules },
    scene: scene ?? ((_, way) => sceneOf(way)),
    absence: (policy) => absent[policy] ?? null,
  };
}

const usual: Omit<Situation, 'name' | 'rules'> = {
  units: 10,
  calm: 20,
  minutes: 60,
  leadMinutes: 1,
  bounds: () => ({ min: 1, max: 400 }),
  fleet: settled,
  reset: (asked) => asked,
  tell: ({ fleet }) => sharing(600, fleet),
  lateSeconds: () => 45,
  shift: () => ({ zones: [], of: 1 }),
  capacity: service,
};

/** The units that a load needs, each at its target. */
export function needOf(load: number): number {
  return Math.ceil(load / loadPerUnit - 1e-9);
}

/** What metrics tell of a load that the units that carry it share; each unit may be busy a little by itself, percent. */
export function sharing(load: number, fleet: Fleet, idle = 0): Told {
  const { carrying } = fleet;
  const each = carrying === 0 ? 0 : Math.min(100, idle + (100 * load) / (carrying * unitPerSecond));
  return told({ load, fleet, each, rest: idle });
}

interface Tale {
  readonly load: number;
  readonly fleet: Fleet;
  /** Percent of a unit that carries, and of one that neither carries nor starts. */
  readonly each: number;
  readonly rest: number;
}

/** Averages over all that run, where anything runs; a unit that starts is as busy as it can be. */
export function told({ load, fleet: { running, carrying, starting }, each, rest }: Tale): Told {
  const busy = (carrying * each + starting * 100 + (running - carrying - starting) * rest) / running;
  return {
    Busy: running === 0 ? null : busy,
    BusyReady: carrying === 0 ? null : each,
    Ready: carrying,
    Requests: load,
    Turned: carrying === 0 ? load : 0,
    Waiting: load,
    Held: 0,
    Running: running,
  };
}

/** Exactly so many units, from minute to minute. */
export function exactly(units: number, from: number, to: number): Rule {
  return { from, to, mayLeast: units, mayMost: units };
}
