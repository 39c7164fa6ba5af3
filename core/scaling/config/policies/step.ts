import * as z from 'zod/mini';
import { InvalidInput } from '../../../model/errors.ts';
import { integer, number, orNull, text } from '../../../schema/fields.ts';
import { onDemand } from './any-kind/on-demand.ts';
import { policyKind } from './any-kind/policy-kind.ts';

const oneStep = z.strictObject({
  /** The range is `from <= reading < below`; null is open. */
  from: orNull(number()),
  /** The end of the range, which is not part of it; null is open. */
  below: orNull(number()),
  /** Units to add; negative removes. Null where `addPercent` says it. */
  add: orNull(integer()),
  /** Percent of capacity to add, rounded away from zero; negative removes. Null where `add` says it. */
  addPercent: orNull(number().check(z.gte(-100))),
});
type Step = Readonly<z.output<typeof oneStep>>;

/** Adds or removes by steps of a reading. Ranges do not overlap; where none holds the reading, the policy is silent. */
export const step = policyKind({
  schema: z.strictObject({
    /** The reading that chooses a step. */
    reading: text(),
    /** What is added or removed in which range. */
    steps: z.array(oneStep).check(z.minLength(1)),
  }),
  readings: ({ reading }) => ({ reading }),
  wants: () => [],
  demand: () => null,
  wakeAbove({ reading, steps }) {
    const limit = firstUp(steps);
    return limit === null ? null : { reading, perUnit: false, limit };
  },
  raisesFromZero: ({ reading, steps }) => (steps.some(({ add }) => (add ?? 0) > 0) ? [reading] : null),
  simulated: onDemand,
  learns: false,
  foresees: false,
  check({ steps }, field) {
    steps.forEach((one, index) => {
      const at = `${field}.steps[${index}]`;
      checkStep(one, at);
      checkApart(steps, index, at);
    });
  },
});

/** Where the first step begins that adds; null where none does, or where it has no beginning. */
function firstUp(steps: readonly Step[]): number | null {
  const starts = steps
    .filter(({ add, addPercent }) => (add ?? addPercent ?? 0) > 0)
    .flatMap(({ from }) => (from === null ? [] : [from]));
  return starts.length === 0 ? null : Math.min(...starts);
}

function checkStep({ from, below, add, addPercent }: Step, at: string): void {
  if ((add === null) === (addPercent === null)) {
    throw new InvalidInput(at, 'a step has either add or addPercent; give one of them');
  }
  if (from === null && below === null) {
    throw new InvalidInput(at, 'neither from nor below is given, so it would add without end; give one or both');
  }
  if (from !== null && below !== null && from >= below) {
    throw new InvalidInput(at, `from ${from} is not below ${below}; the range holds nothing, so raise below`);
  }
}

function checkApart(steps: readonly Step[], index: number, at: string): void {
  const one = steps[index];
  if (one === undefined) return;
  const other = steps.findIndex((before, place) => place < index && overlap(before, one));
  if (other === -1) return;
  throw new InvalidInput(
    at,
    `its range ${tellRange(one)} overlaps steps[${other}] ${tellRange(steps[other])}; part them`,
  );
}

function overlap(a: Step, b: Step): boolean {
  return startOf(a) < endOf(b) && startOf(b) < endOf(a);
}

function startOf(step: Step): number {
  return step.from ?? Number.NEGATIVE_INFINITY;
}

function endOf(step: Step): number {
  return step.below ?? Number.POSITIVE_INFINITY;
}

function tellRange(step: Step | undefined): string {
  return `[${step?.from ?? 'open'}, ${step?.below ?? 'open'})`;
}
