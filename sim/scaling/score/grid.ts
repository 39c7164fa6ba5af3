import { type Family, families, type Knobs, targets } from '../baselines/families.ts';
import { type DailyRecord, dailyRecord } from '../portfolio/daily-record.ts';
import type { World } from '../world/world.ts';
import { costAndViolation } from './measures.ts';

/** One point of a family's grid and what came of it. */
export interface GridPoint extends Knobs {
  readonly family: string;
  readonly violationPercent: number;
  readonly costRatio: number;
  /** What it did day by day, for choosing among the points each night. */
  readonly record: DailyRecord;
}

const familyNames: readonly string[] = families.map(({ name }) => name);

/** The family of a name. Throws `RangeError` where there is none. */
export function familyNamed(name: string): Family {
  const found = families.find((family) => family.name === name);
  if (found === undefined) throw new RangeError(`no family is called ${name}; there are ${familyNames.join(', ')}`);
  return found;
}

/** Runs one point of a family. */
export function runPoint(world: World, family: Family, knobs: Knobs): GridPoint {
  const run = world.run(family.make(world.workload, knobs, world.profile));
  const [violationPercent, costRatio] = costAndViolation(world.workload, run);
  const { target, seconds } = knobs;
  return {
    family: family.name,
    target,
    seconds,
    violationPercent,
    costRatio,
    record: dailyRecord(world.workload, run),
  };
}

/** Every point of a family's grid. */
export function fullGrid(world: World, family: Family): GridPoint[] {
  return family.seconds.flatMap((seconds) => targets.map((target) => runPoint(world, family, { target, seconds })));
}

const coarseStep = 4;

/**
 * Targets of a coarse grid that are still to be run to know a family's cheapest point with at most this violation: those
 * between the highest coarse target within it and the next.
 */
export function knobsAround(family: Family, known: readonly Scored[], limitPercent: number): Knobs[] {
  return family.seconds.flatMap((seconds) => {
    const points = new Map(known.filter((point) => point.seconds === seconds).map((point) => [point.target, point]));
    let inside = 0;
    for (let index = 0; index < targets.length; index += coarseStep) {
      if ((points.get(targets[index] as number)?.violationPercent ?? 100) <= limitPercent) inside = index;
    }
    const between = targets.slice(inside + 1, inside + coarseStep).filter((target) => !points.has(target));
    return between.map((target) => ({ target, seconds }));
  });
}

interface Scored extends Knobs {
  readonly violationPercent: number;
}

/**
 * A part of the grid: every fourth target, and then all targets between the two neighbours of the highest one that is still
 * inside the budget, for each value of the second knob. Violation rises with the target nearly always, so the cheapest point
 * inside the budget is among them.
 */
export function coarseGrid(world: World, family: Family, budgetPercent: number): GridPoint[] {
  return family.seconds.flatMap((seconds) => {
    const points = new Map<number, GridPoint>();
    const at = (index: number): GridPoint => {
      const known = points.get(index) ?? runPoint(world, family, { target: targets[index] as number, seconds });
      points.set(index, known);
      return known;
    };
    let inside = 0;
    for (let index = 0; index < targets.length; index += coarseStep) {
      if (at(index).violationPercent <= budgetPercent) inside = index;
    }
    for (let index = inside + 1; index < Math.min(inside + coarseStep, targets.length); index++) at(index);
    const shipped = targets.findIndex((target) => Math.abs(target - family.shipped.target) < 1e-9);
    if (shipped >= 0 && seconds === family.shipped.seconds) at(shipped);
    return [...points.values()];
  });
}
