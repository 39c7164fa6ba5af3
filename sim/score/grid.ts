import { type Family, families, type Knobs, targets } from '../baselines/families.ts';
import { Waiting } from '../queue/waiting.ts';
import type { Workload } from '../workloads/workload.ts';
import type { Profile } from '../world/profile.ts';
import { World } from '../world/world.ts';
import { costAndViolation } from './measures.ts';

/** One point of a family's grid and what came of it. */
export interface GridPoint extends Knobs {
  readonly family: string;
  readonly violationPercent: number;
  readonly costRatio: number;
}

/** Every point of the grid of the families named, on one workload: all targets, all values of the second knob. */
export function sweep(workload: Workload, leadSeconds: number, profile: Profile, names: readonly string[] = familyNames): GridPoint[] {
  const world = new World(workload, leadSeconds, profile, new Waiting(profile));
  return names.flatMap((name) => gridOf(familyNamed(name)).map((knobs) => runPoint(world, familyNamed(name), knobs)));
}

/** One point of a family on a world. */
export function runPoint(world: World, family: Family, knobs: Knobs): GridPoint {
  const run = world.run(family.make(world.workload, knobs, world.profile));
  const [violationPercent, costRatio] = costAndViolation(world.workload, run);
  return { family: family.name, target: knobs.target, seconds: knobs.seconds, violationPercent, costRatio };
}

/** The knobs of a family's whole grid; what it is shipped with is one of them. */
export function gridOf({ seconds }: Family): Knobs[] {
  return seconds.flatMap((second) => targets.map((target) => ({ target, seconds: second })));
}

export const familyNames: readonly string[] = families.map(({ name }) => name);

/** The family of a name. Throws `RangeError` where there is none. */
export function familyNamed(name: string): Family {
  const found = families.find((family) => family.name === name);
  if (found === undefined) throw new RangeError(`no family is called ${name}; there are ${familyNames.join(', ')}`);
  return found;
}
