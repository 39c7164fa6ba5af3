import { isBlind, newestValue } from '../../../readings/newest.ts';
import type { PolicyConfig } from '../../config/policy-kinds.ts';
import type { Desired } from '../../desired.ts';
import type { Observation } from '../../observation.ts';
import type { Proposal } from '../../policy.ts';
import { unitsThen } from '../../units-then.ts';
import { wholeUnits } from '../../whole-units.ts';
import { enoughTold } from './serving/learned-unit.ts';
import type { Serving } from './serving/serving.ts';

/** Units are kept this busy until it is known what one serves: busy enough to tell it, and far from full. */
const leastBusy = 0.3;
const mostBusy = 0.6;

const progress = 'what a unit serves is told by {told} of {enough} periods; until it is known, ';
const stay = `${progress}as many units stay as are asked for`;
const kept = `${progress}units are kept {leastBusy} to {mostBusy} busy, and were {busy}`;

/** What is asked for, before the hold, while nobody knows what a unit serves. Why: docs/decisions/0040. */
export function untilKnown(
  policy: PolicyConfig<'provisioner'>,
  observation: Observation,
  { unit }: Pick<Serving, 'unit'>,
): Proposal & { readonly desired: Desired } {
  const demand = observation.readings[policy.reading];
  const known = { told: unit?.told.length ?? 0, enough: enoughTold };
  const least = (newestValue(demand)?.value ?? 0) > 0 ? 1 : 0;
  const units = Math.max(least, observation.capacity.asked);
  const blind = isBlind(demand);
  const busy = policy.strain === null ? null : unitsByShare(policy.strain, observation);
  if (busy === null) return { desired: { units }, because: { says: stay, ...known }, blind };
  const because = { says: kept, ...known, leastBusy, mostBusy, busy: busy.share };
  const wanted = busy.most > units ? busy.most : Math.min(units, Math.max(least, busy.most, busy.least));
  return { desired: { units: wanted }, because, blind: blind || busy.blind };
}

/** The units that would be as busy as they may at most be, and those that would still be busy enough. */
function unitsByShare(
  { utilisation }: NonNullable<PolicyConfig<'provisioner'>['strain']>,
  observation: Observation,
): { share: number; most: number; least: number; blind: boolean } | null {
  const reading = observation.readings[utilisation];
  const busy = newestValue(reading);
  const then = reading && busy && unitsThen(observation, busy, reading.periodSeconds);
  if (!then) return null;
  const share = busy.value;
  const most = wholeUnits((then.least * share) / mostBusy);
  const least = wholeUnits((then.most * share) / leastBusy);
  return { share, most, least, blind: isBlind(reading) };
}
