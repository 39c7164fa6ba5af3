import { type Family, families, type Knobs } from '../baselines/families.ts';
import type { CurvePoint, Row, Selection } from './answer.ts';
import { cheapestWithin } from './equal-violation.ts';
import { meanOf } from './measures.ts';
import { bounds, type RowResult, type RowSpec } from './task.ts';

/** A row before it is measured: what to run, and what to say of it. */
export interface Wanted {
  readonly spec: RowSpec;
  readonly family: string;
  readonly kind: Row['kind'];
  readonly knobs: Row['knobs'];
  readonly selection: Selection;
  /** False where the family cannot meet the budget and this is its least violation. */
  readonly inBudget: boolean;
}

/** The rows of the peers and bounds: as shipped, best with the second knob at its default, best with both free. */
export function selectPeers(points: readonly CurvePoint[], budgetPercent: number): Wanted[] {
  return families.flatMap((family) => {
    const own = points.filter((point) => point.family === family.name);
    const plain = own.filter(({ seconds }) => seconds === family.shipped.seconds);
    return [shipped(family), best(family, plain, 'best1', budgetPercent), best(family, own, 'best2', budgetPercent)];
  });
}

/** The rows of what nobody can turn. */
export function selectBounds(): Wanted[] {
  return bounds.map((bound) => ({
    spec: { is: 'bound', bound },
    family: bound,
    kind: 'bound',
    knobs: {},
    selection: 'default',
    inBudget: true,
  }));
}

/** A family's knobs under the names that its users know. */
export function tellKnobs({ secondKnob }: Family, { target, seconds }: Knobs): Row['knobs'] {
  return secondKnob === null ? { target } : { target, [secondKnob]: seconds };
}

/** A measured row: the mean of its figures over the seeds, and the worst that deployments made of it. */
export function rowOf({ family, kind, knobs, selection, inBudget }: Wanted, results: readonly RowResult[]): Row {
  const ratios = results.flatMap((result) => result.surgeRatio ?? []);
  const surgeRatio = ratios.length === 0 ? null : Math.max(...ratios);
  const row = { family, kind, knobs, selection, ...meanOf(results.map(({ measures }) => measures)), surgeRatio };
  return inBudget ? row : { ...row, costRatio: null };
}

function shipped(family: Family): Wanted {
  const { label, ...knobs } = family.shipped;
  return {
    spec: { is: 'family', family: family.name, knobs },
    family: family.name,
    kind: family.kind,
    knobs: { ...tellKnobs(family, knobs), label },
    selection: 'default',
    inBudget: true,
  };
}

function best(family: Family, points: readonly CurvePoint[], selection: Selection, budgetPercent: number): Wanted {
  const cheapest = cheapestWithin(points, budgetPercent);
  const chosen = cheapest ?? leastViolating(points);
  return {
    spec: { is: 'family', family: family.name, knobs: chosen },
    family: family.name,
    kind: family.kind,
    knobs: tellKnobs(family, chosen),
    selection,
    inBudget: cheapest !== null,
  };
}

function leastViolating(points: readonly CurvePoint[]): CurvePoint {
  return points.reduce((least, point) => (point.violationPercent < least.violationPercent ? point : least));
}
