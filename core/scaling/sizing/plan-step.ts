import type { Because } from '../../model/reason.ts';
import type { Rung, Sizes } from '../config/sizes.ts';
import type { Observation } from '../observation.ts';
import type { KeptSize, SizeStep } from './kept-size.ts';
import { whyNotChanged } from './may-change.ts';
import { isSizeKnown } from './size-told.ts';
import type { WantedSize } from './wanted-size.ts';

/** What is to be done about the size at a look. */
export interface Planned {
  /** The size that the next step leads to; null where none is right. */
  readonly size: string | null;
  /** Whether that is asked for now. */
  readonly asks: boolean;
  readonly step: SizeStep | null;
  readonly because: Because | null;
}

const nothing: Planned = { size: null, asks: false, step: null, because: null };

/** The size that is, and the one after it on the way to the one that is wanted. */
interface OnLadder {
  readonly own: Rung;
  readonly next: Rung;
}

/** What is to be done at a look for the size that is wanted; nothing where none is. */
export function planStep(observation: Observation, sizes: Sizes, kept: KeptSize, wanted: WantedSize | null): Planned {
  if (wanted === null) return nothing;
  const { to, because } = wanted;
  const place = (name: string | null) => sizes.ladder.findIndex(({ size }) => size === name);
  const [now, goal] = [place(kept.now), place(to)];
  if (goal < 0 || now < 0) return { ...nothing, because: unknownSize(goal < 0 ? to : (kept.now ?? 'none')) };
  const [own, next] = [sizes.ladder[now], sizes.ladder[now + Math.sign(goal - now)]];
  if (goal === now || own === undefined || next === undefined)
    return { ...nothing, because: { ...because, says: `${because.says}; units have it` } };
  return stepTo({ own, next }, observation, sizes, kept, wanted);
}

/**
 * One step, or why it is not made. A smaller size needs more units: those come first, and the change is asked for once as many
 * run as serve what was asked for before.
 */
function stepTo(
  { own, next }: OnLadder,
  observation: Observation,
  sizes: Sizes,
  kept: KeptSize,
  { because, isUrgent }: WantedSize,
): Planned {
  const { asked, running } = observation.capacity;
  const spare = isSizeKnown(observation.size) ? (observation.size.rollout?.takesOut ?? 0) : 0;
  const begun = kept.preparing?.to === next.size ? kept.preparing : null;
  const needed = begun?.leastUnits ?? Math.max(asked, Math.ceil((asked * own.serves) / next.serves)) + spare;
  const coming = comingBecause(observation);
  const hindrance = whyNotChanged(observation, sizes, kept, { isUrgent, needed }) ?? (begun === null ? coming : null);
  const told = { ...because, from: own.size, next: next.size };
  if (hindrance !== null) return { ...nothing, size: next.size, because: heldBack(told, hindrance) };
  const step = begun ?? { from: own.size, to: next.size, sinceMs: observation.atMs, leastUnits: needed };
  if (running < needed || coming !== null) {
    const says = `${because.says}; {needed} units are to run before {from} becomes {next}`;
    return { size: next.size, asks: false, step, because: { ...told, says, needed } };
  }
  const says = `${because.says}; {from} becomes {next}`;
  return { size: next.size, asks: true, step: { ...step, sinceMs: observation.atMs }, because: { ...told, says } };
}

/** That units are on their way: nobody knows yet whether they will serve. */
function comingBecause({ capacity: { asked, running, inFlight } }: Observation): Because | null {
  const units = Math.max(inFlight, asked - running);
  return units > 0 ? { says: '{units} units are still coming', units } : null;
}

function unknownSize(size: string): Because {
  return { says: 'the size {size} is not on the ladder, so that it is left as it is; add it to sizes.ladder', size };
}

/** Both reasons in one sentence, the values of each under names of their own. */
function heldBack(because: Because, hindrance: Because): Because {
  const renamed = Object.entries(hindrance).filter(([name]) => name !== 'says');
  const says = renamed.reduce((text, [name]) => text.replaceAll(`{${name}}`, `{not_${name}}`), hindrance.says);
  const values = Object.fromEntries(renamed.map(([name, value]) => [`not_${name}`, value]));
  return { ...because, ...values, says: `${because.says}; {next} would be next, but ${says}` };
}
