import { counted, were } from '../../core/model/counted.ts';
import { tell } from '../../core/model/reason.ts';
import { CommandError } from '../command-error.ts';
import type { DemandDay } from './demand-day.ts';
import type { DayLook, PlayedDay } from './replay-day.ts';
import { neededUnits, type Sizing } from './sizing.ts';

/** Guards that may keep capacity below what is needed for a look. */
const limits = new Set(['step-limits', 'bounds']);

const closely = 0.98;

/** Throws `CommandError` naming the first look at which capacity did not follow demand as it must. */
export function checkFollowed(day: DemandDay, { looks }: PlayedDay, sizing: Sizing): void {
  for (const look of looks) {
    const fault = faultOf(look, day.perMinute.slice(look.minute - 5, look.minute), sizing);
    if (fault !== null) throw new CommandError(`capacity did not follow: at ${clock(look.minute)} ${fault}`);
  }
  const needs = looks.map(({ minute }) => neededUnits(day.perMinute[minute - 1] ?? 0, sizing));
  const asked = new Set(looks.map(({ askedAfter }) => askedAfter));
  if (new Set(needs).size > 2 && asked.size === 1)
    throw new CommandError('capacity did not follow: demand moved and capacity never did');
}

function faultOf(
  { askedBefore, askedAfter, entry }: DayLook,
  demands: readonly (number | null)[],
  sizing: Sizing,
): string | null {
  const { outcome, decision } = entry;
  if (outcome === null || outcome.is === 'failed' || outcome.is === 'refused') {
    return `the look ended as ${outcome?.is ?? 'intended only'}: ${outcome?.because ? tell(outcome.because) : 'no reason given'}`;
  }
  if (askedAfter < sizing.minUnits || askedAfter > sizing.maxUnits)
    return `${counted(askedAfter, 'unit')} ${were(askedAfter)} asked, outside ${sizing.minUnits} to ${sizing.maxUnits}`;
  const measured = demands.filter((demand) => demand !== null);
  if (measured.length === 0 && askedAfter < askedBefore)
    return `nothing was measured, and capacity fell from ${askedBefore} to ${askedAfter}`;
  const newest = demands.at(-1) ?? null;
  // What an instance serves is learned, and so not known to the last request.
  if (newest === null || askedAfter >= neededUnits(newest * closely, sizing)) return null;
  const by = decision?.reasons[decision.binding]?.by ?? 'nobody';
  return limits.has(by)
    ? null
    : `demand needed ${counted(neededUnits(newest, sizing), 'unit')}, ${askedAfter} ${were(askedAfter)} asked, and no limit says why`;
}

/** A minute of the day as `hh:mm`. */
export function clock(minute: number): string {
  return `${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
