import type { Because } from '../../../model/reason.ts';
import type { PolicyConfig } from '../../config/policy-kinds.ts';
import { withDeadBand } from './dead-band.ts';
import type { Held } from './held.ts';
import type { Need } from './need.ts';
import { weighedMean } from './parts.ts';
import type { Sized } from './units-for.ts';

/** What one way needs, and keeps. */
export interface Keeps extends Need {
  readonly held: Held;
  /** The highest need of the hold. */
  readonly highest: number;
  /** What is kept of it. */
  readonly kept: number;
}

/** What is asked for in the end. */
export interface Asked {
  readonly keeps: readonly Keeps[];
  /** The mean of what they keep. */
  readonly kept: number;
  /** With what may be spare. */
  readonly wanted: number;
}

const sameTimeOf = (season: 'day' | 'the week') =>
  `{perSecond} per second of {reading} are the more of {share} times what this time of ${season} usually brings and what was last measured over {target}; {units} units serve that, and {highest} is the highest of {holdSeconds} s`;
const sentences = {
  rate: '{reading} was last so that {units} units serve it at {target} of what they can; {highest} is the highest of {holdSeconds} s',
  envelope:
    '{perSecond} per second of {reading} are {deviations} deviations above the mean of {periods} periods; {units} units serve that, and {highest} is the highest of {holdSeconds} s',
  'window-maximum':
    '{reading} is to reach at most {perSecond} per second within the lead; {units} units serve that, and {highest} is the highest of {holdSeconds} s',
  'same-time': sameTimeOf('day'),
} as const;
const sameWeek = sameTimeOf('the week');
const reserved =
  '{perSecond} per second of {reading} are to be served, for which {plain} units do; units have fallen short, so {units} are wanted for a while, and {highest} is the highest of {holdSeconds} s';
const capped = '; {kept} of them are kept, enough for the highest demand that is known';
const spared = '; {wanted} leave room for a little more';
const apart = '; {wanted} leave room for as much as the ways are apart';

const measured = '; a unit was measured to serve {unitPerSecond} a second';
const crowded = '; a unit has been seen to serve {unitPerSecond} a second, and may serve more';

const several =
  '{perSecond} per second of {reading} are to be served; {ways} ways to ask keep {least} to {most} units for that, and {kept} are their mean by weight';
const shortLately = '; units have fallen short, so more are kept for a while';

/** Why so many are asked for; where it was learned what a unit serves, that is said as well. */
export function tellNeed(policy: PolicyConfig<'provisioner'>, asked: Asked, { unitPerSecond }: Sized): Because {
  const [first] = asked.keeps;
  const because =
    first === undefined || asked.keeps.length > 1 ? tellMean(policy, asked) : tellOne(policy, first, asked);
  const learned = policy.unitPerSecond !== null ? '' : policy.strain === null ? crowded : measured;
  const told = { ...because, says: `${because.says}${tellSpare(asked)}${learned}` };
  return learned === '' ? told : { ...told, unitPerSecond };
}

function tellSpare({ kept, wanted }: Asked): string {
  if (wanted === kept) return '';
  return withDeadBand(kept, wanted) === wanted ? spared : apart;
}

function sentenceOf(asking: PolicyConfig<'provisioner'>['asking']): string {
  return asking.by === 'same-time' && asking.days === 7 ? sameWeek : sentences[asking.by];
}

function tellOne(
  { reading, asking, holdSeconds }: PolicyConfig<'provisioner'>,
  { perSecond, plain, units, highest, kept }: Keeps,
  { wanted }: Asked,
): Because {
  const says = `${units === plain ? sentenceOf(asking) : reserved}${kept === highest ? '' : capped}`;
  const because = { says, reading, perSecond, plain, units, highest, wanted, holdSeconds, ...asking };
  return kept === highest ? because : { ...because, kept };
}

function tellMean({ reading }: PolicyConfig<'provisioner'>, { keeps, kept, wanted }: Asked): Because {
  const all = keeps.map((one) => one.kept);
  return {
    says: keeps.some(({ units, plain }) => units > plain) ? `${several}${shortLately}` : several,
    reading,
    perSecond: weighedMean(keeps, (one) => one.perSecond),
    ways: keeps.length,
    least: Math.min(...all),
    most: Math.max(...all),
    kept,
    wanted,
  };
}
