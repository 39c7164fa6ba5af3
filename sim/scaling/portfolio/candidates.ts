import { firstAsking } from '../../../core/scaling/config/choice.ts';
import { kindOf, type Way } from '../../../core/scaling/config/policies/any-kind/ways.ts';
import type { DecidingConfig } from '../../../core/scaling/deciding-config.ts';
import type { Sized } from '../../../core/scaling/policies/provisioner/units-for.ts';
import { type Profile, unitRate } from '../world/profile.ts';
import { simulatedScalable } from '../world/simulated-scalable.ts';

/** One way to configure the product that may be chosen at night. */
export interface Candidate {
  readonly family: string;
  readonly knobs: Readonly<Record<string, number>>;
  readonly policy: Sized;
  readonly config: DecidingConfig;
}

type Asking = Way['asking'];

// Neighbours of these were candidates too; in a mean of several they add CPU alone. Why: docs/decisions/0086.
const rateHolds = [20, 60, 360, 1440];
const rateTargets = [0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];
const envelopePeriods = [10, 30];
const deviations = [2, 3, 4, 6, 8];
const expectiles = [0.8, 0.97];
const quantiles = [0.8, 0.95, 0.97, 0.995, 0.9995];
const margins = [0, 0.05, 0.25, 0.5, 0.9];
const sameTimeHolds = [10, 60];
const sameTimeShares = [1, 1.25];
const sameTimeTargets = [0.5, 0.65, 0.8, 0.9];
const sameWeekTargets = [0.65, 0.8, 0.9, 1];

/** Every candidate, in an order that depends on nothing but the lead. */
export function candidates(leadSeconds: number, profile: Profile): Candidate[] {
  const leadMinutes = Math.ceil(leadSeconds / 60);
  const holds = leadMinutes > 5 ? [4, 8, 20] : [1, 4, 20];
  const make = (asking: Asking, minutes: number): Candidate => {
    return candidateOf({ asking, holdSeconds: minutes * 60 }, leadSeconds, profile);
  };
  return [
    ...cross(rateHolds, rateTargets).map(([hold, target]) => make({ by: 'rate', target }, hold)),
    ...cross([1, Math.max(10, leadMinutes + 1)], envelopePeriods).flatMap(([hold, periods]) =>
      deviations.map((deviation) => make({ by: 'envelope', periods, deviations: deviation }, hold)),
    ),
    ...cross(holds, expectiles).flatMap(([hold, expectile]) => [
      ...margins.map((margin) => make({ by: 'window-maximum', expectile, quantile: null, margin }, hold)),
      ...quantiles.map((quantile) => make({ by: 'window-maximum', expectile, quantile, margin: 0 }, hold)),
    ]),
    ...cross(sameTimeHolds, sameTimeShares).flatMap(([hold, share]) => [
      ...sameTimeTargets.map((target) => make({ by: 'same-time', days: 1, share, target }, hold)),
      ...sameWeekTargets.map((target) => make({ by: 'same-time', days: 7, share, target }, hold)),
    ]),
  ];
}

/** Which kind a candidate is of: of each one counts where several are in charge together. */
export function kindOfCandidate({ policy }: Candidate): string {
  return kindOf(policy);
}

/** Whether a candidate asks so. */
export function asksSo({ policy }: Candidate, { asking, holdSeconds }: Way): boolean {
  return policy.holdSeconds === holdSeconds && JSON.stringify(policy.asking) === JSON.stringify(asking);
}

/** Who is in charge before the first night. */
export function firstInCharge(all: readonly Candidate[]): number {
  return all.findIndex((candidate) => asksSo(candidate, firstAsking));
}

/** The candidate that asks so. */
export function candidateOf({ asking, holdSeconds }: Way, leadSeconds: number, profile: Profile): Candidate {
  const { serversPerUnit, waitSeconds, needTail } = profile;
  const capacity = { unitPerSecond: unitRate(profile), serversPerUnit, waitSeconds, needTail };
  const policy = { kind: 'provisioner', reading: 'demand', ...capacity, strain: null, asking, holdSeconds } as const;
  const { by: family, ...knobs } = asking;
  const told = Object.entries({ ...knobs, holdSeconds }).filter((knob): knob is [string, number] => knob[1] !== null);
  return { family, knobs: Object.fromEntries(told), policy, config: simulatedScalable([policy], leadSeconds) };
}

function cross<A, B>(left: readonly A[], right: readonly B[]): [A, B][] {
  return left.flatMap((one) => right.map((other): [A, B] => [one, other]));
}
