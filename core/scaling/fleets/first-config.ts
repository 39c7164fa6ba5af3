import type { ScalableInput } from '../config/scalable.ts';
import type { Fleet } from './fleet.ts';
import { fleetConfig } from './fleet-config.ts';

/** A config to begin with, and what whoever reads it should know. */
export interface FirstConfig {
  readonly scalable: string;
  readonly input: ScalableInput;
  /** Sentences about what was guessed, or is left to be said. */
  readonly remarks: readonly string[];
}

/** Percent of requests that may find too little capacity; the knob that a config begins with. */
const usualBudgetPercent = 0.5;
const usualLeadSeconds = 180;
/** Instances tell how busy they are each five minutes, unless somebody pays for detailed monitoring. */
const basicSamplesPerMinute = 0.2;

/** Why a fleet should not be scaled; null where it may be. */
export function notToScale({ ownedBy, bounds }: Fleet): string | null {
  if (ownedBy !== undefined) return `${ownedBy} scales it`;
  return bounds?.max === 0 ? 'its maximum is 0' : null;
}

/** A config of a fleet of which nothing is known but what it is: within the bounds that it has, and changing nothing yet. */
export function firstConfig(fleet: Fleet): FirstConfig {
  const { loads, busy } = fleet;
  const { bounds, remarks } = boundsFor(fleet);
  const plan = {
    of: loads.length > 0 ? ('requests' as const) : ('busy' as const),
    samplesPerMinute: busy.namespace === 'AWS/EC2' ? basicSamplesPerMinute : 1,
    bounds,
    sloBudgetPercent: usualBudgetPercent,
    leadSeconds: usualLeadSeconds,
  };
  const uncounted = 'nothing counts its requests, so what its units do is taken for its demand';
  return {
    scalable: fleet.name,
    input: fleetConfig(fleet, plan),
    remarks: loads.length > 0 ? remarks : [...remarks, uncounted],
  };
}

/** Zero needs something that speaks at zero, and what has no bounds gets some that people will want to change. */
function boundsFor({ asked, bounds: own }: Fleet): Pick<FirstConfig, 'remarks'> & Pick<ScalableInput, 'bounds'> {
  if (own === null) {
    const bounds = { min: 1, max: Math.max(2, 2 * asked) };
    return { bounds, remarks: [`nothing bounds it; ${bounds.max} is twice what it has now, so set what you can pay`] };
  }
  const min = Math.max(1, own.min);
  const bounds = { min, max: Math.max(min, own.max) };
  const raised = 'its own minimum is 0; one unit is kept until a reading speaks while nothing runs, e.g. of a queue';
  return { bounds, remarks: own.min < 1 ? [raised] : [] };
}
