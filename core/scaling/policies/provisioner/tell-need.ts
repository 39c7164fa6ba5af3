import type { Because } from '../../../model/reason.ts';
import type { PolicyConfig } from '../../config/policy-kinds.ts';
import type { Need } from './need.ts';
import type { Sized } from './units-for.ts';

/** What is asked for in the end. */
export interface Asked extends Need {
  /** The highest need of the hold. */
  readonly highest: number;
  /** What is kept of it. */
  readonly kept: number;
  /** With what may be spare. */
  readonly wanted: number;
}

const sentences = {
  rate: '{reading} was last so that {units} units serve it at {target} of what they can; {highest} is the highest of {holdSeconds} s',
  envelope:
    '{perSecond} per second of {reading} are {deviations} deviations above the mean of {periods} periods; {units} units serve that, and {highest} is the highest of {holdSeconds} s',
  'window-maximum':
    '{reading} is to reach at most {perSecond} per second within the lead; {units} units serve that, and {highest} is the highest of {holdSeconds} s',
  'same-time':
    '{perSecond} per second of {reading} are the more of {share} times what this time of day usually brings and what was last measured over {target}; {units} units serve that, and {highest} is the highest of {holdSeconds} s',
} as const;
const reserved =
  '{perSecond} per second of {reading} are to be served, for which {plain} units do; units have fallen short, so {units} are wanted for a while, and {highest} is the highest of {holdSeconds} s';
const capped = '; {kept} of them are kept, enough for the highest demand that is known';
const spared = '; {wanted} leave room for a little more';

const measured = '; a unit was measured to serve {unitPerSecond} a second';
const crowded = '; a unit has been seen to serve {unitPerSecond} a second, and may serve more';

/** Why so many are asked for; where it was learned what a unit serves, that is said as well. */
export function tellNeed(policy: PolicyConfig<'provisioner'>, asked: Asked, { unitPerSecond }: Sized): Because {
  const { reading, asking, holdSeconds } = policy;
  const { perSecond, plain, units, highest, kept, wanted } = asked;
  const learned = policy.unitPerSecond !== null ? '' : policy.strain === null ? crowded : measured;
  const says = `${units === plain ? sentences[asking.by] : reserved}${kept === highest ? '' : capped}${wanted === kept ? '' : spared}${learned}`;
  const told = { reading, perSecond, plain, units, highest, wanted, holdSeconds, ...asking };
  const because = kept === highest ? { says, ...told } : { says, ...told, kept };
  return learned === '' ? because : { ...because, unitPerSecond };
}
