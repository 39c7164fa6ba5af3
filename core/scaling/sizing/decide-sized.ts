import type { Decision } from '../../model/decision.ts';
import type { Because, Reason } from '../../model/reason.ts';
import type { Sizes } from '../config/sizes.ts';
import type { DecidingConfig } from '../deciding-config.ts';
import type { Desired } from '../desired.ts';
import type { Kept, Observation } from '../observation.ts';
import { wantsMore } from '../troubles/wants-more.ts';
import { atSize, factorOf } from './at-size.ts';
import { bringOn } from './bring-on.ts';
import { followSize } from './follow-size.ts';
import type { KeptSize, SizeStep } from './kept-size.ts';
import { leastUnits } from './least-units.ts';
import { type Planned, planStep } from './plan-step.ts';
import { isSizeKnown } from './size-told.ts';
import { wantedSize } from './wanted-size.ts';

type Decided = Decision<Desired, Kept>;

/** A look that waits for a change comes again after this long. */
const watchMs = 60_000;

/**
 * What is right of a scalable whose units may have several sizes: how many, reckoned with what one of the size serves that it
 * has, and how big. While a size changes nothing is taken away: capacity never falls for it.
 */
export function decideSized(
  observation: Observation,
  sizes: Sizes,
  decideUnits: (observation: Observation) => Decided,
): Decided {
  const { kept: followed, news } = followSize(observation);
  const decided = decideUnits({ ...observation, config: configOf(observation, sizes, followed) });
  const kept = { ...followed, fullSinceMs: fullSince(observation, decided, followed) };
  const planned = plan(observation, sizes, kept);
  const after = afterStep(kept, planned);
  return together(observation, decided, { after, planned, because: becauseOf(after, planned, news) });
}

/** The config that the number of units is decided by. */
function configOf(observation: Observation, sizes: Sizes, kept: KeptSize): DecidingConfig {
  const told = isSizeKnown(observation.size) ? observation.size : null;
  const config = atSize(observation.config, factorOf(sizes, told, kept));
  if (sizes.change !== 'on') return config;
  return { ...config, bounds: { ...config.bounds, min: leastUnits(observation, sizes) } };
}

/** The next call of a change that is under way, else what is to be done for the size that is wanted. */
function plan(observation: Observation, sizes: Sizes, kept: KeptSize): Planned {
  const wanted = kept.changing === null ? wantedSize(observation, sizes, kept) : null;
  return bringOn(observation, sizes, kept) ?? planStep(observation, sizes, kept, wanted);
}

function fullSince(observation: Observation, decided: Decided, { changing, fullSinceMs }: KeptSize): number | null {
  const isFull = changing === null && wantsMore(observation, decided) !== null;
  return isFull ? (fullSinceMs ?? observation.atMs) : null;
}

function afterStep(kept: KeptSize, { step, asks }: Planned): KeptSize {
  if (kept.changing !== null) return { ...kept, changing: step ?? kept.changing, preparing: null };
  return asks ? { ...kept, changing: step, preparing: null } : { ...kept, preparing: step };
}

function becauseOf({ changing }: KeptSize, { because }: Planned, news: Because | null): readonly Because[] {
  const all = [news, because].filter((one) => one !== null);
  if (all.length > 0 || changing === null) return all;
  const { from, to } = changing;
  return [{ says: 'the size changes from {from} to {to}, and until it has nothing is taken away', from, to }];
}

interface Sized {
  readonly after: KeptSize;
  readonly planned: Planned;
  readonly because: readonly Because[];
}

/** Both decisions as one. */
function together(observation: Observation, decided: Decided, { after, planned, because }: Sized): Decided {
  const { atMs, capacity } = observation;
  const units = unitsBeside(observation, decided, after);
  const desired: Desired = { units, ...(planned.size !== null && { size: planned.size }) };
  const reasons = [
    ...decided.reasons,
    ...because.map((one): Reason<Desired> => ({ by: 'size', desired, because: one })),
  ];
  const isOurs = planned.asks || units !== decided.desired.units;
  const step = after.changing ?? after.preparing;
  return {
    ...decided,
    desired,
    ...(isOurs && askFor(observation, decided, { units, ...(planned.asks && { size: planned.size ?? '' }) })),
    lowers: units < capacity.asked || planned.asks,
    reasons,
    binding: isOurs && decided.refused === undefined ? reasons.length - 1 : decided.binding,
    keep: { ...decided.keep, size: after },
    lookAgainAtMs:
      step === null ? decided.lookAgainAtMs : Math.min(decided.lookAgainAtMs ?? atMs + watchMs, atMs + watchMs),
  };
}

/** How many are asked for beside a change of size: never fewer than there are, and as many as a smaller size needs. */
function unitsBeside(observation: Observation, { desired: { units } }: Decided, after: KeptSize): number {
  const { asked } = observation.capacity;
  if (after.changing !== null) return Math.max(units, asked);
  return after.preparing === null ? units : Math.max(units, asked, atOnce(observation, after.preparing));
}

/** As many as are needed, and no more at once than one look may add. */
function atOnce({ capacity: { asked }, config: { scaleOut } }: Observation, { leastUnits: least }: SizeStep): number {
  return Math.min(least, Math.max(Math.floor(asked * scaleOut.maxFactor), asked + scaleOut.maxUnits));
}

function askFor({ config: { mode }, capacity }: Observation, { refused }: Decided, wanted: Desired) {
  if (refused !== undefined) return {};
  if (wanted.units === capacity.asked && wanted.size === undefined) return { change: null, withheld: null };
  const isMore = wanted.units > capacity.asked;
  if (mode === 'on' || (mode === 'scale-out-only' && isMore)) return { change: wanted, withheld: null };
  return { change: null, withheld: { says: 'the mode is {mode}', mode } };
}
