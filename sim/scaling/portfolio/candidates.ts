import type { PolicyConfig } from '../../../core/scaling/config/policy-kinds.ts';
import type { DecidingConfig } from '../../../core/scaling/deciding-config.ts';
import type { Sized } from '../../../core/scaling/policies/provisioner/units-for.ts';
import { targets } from '../baselines/families.ts';
import { type Profile, unitRate } from '../world/profile.ts';
import { simulatedScalable } from '../world/simulated-scalable.ts';

/** One way to configure the product that may be chosen at night. */
export interface Candidate {
  readonly family: Asking['by'];
  readonly knobs: Readonly<Record<string, number>>;
  readonly policy: Sized;
  readonly config: DecidingConfig;
}

type Asking = PolicyConfig<'provisioner'>['asking'];

const rateHolds = [1, 5, 10, 20, 60, 120, 360, 1440];
/** As fine as the grid that every peer is given, and one that uses units whole. */
const rateTargets = [...targets, 1];
const envelopePeriods = [10, 20, 30, 60];
const deviations = [1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 8];
const expectiles = [0.8, 0.97];
const quantiles = [0.7, 0.8, 0.9, 0.95, 0.97, 0.98, 0.99, 0.995, 0.9975, 0.999, 0.9995];
const margins = [-0.05, -0.02, 0, 0.02, 0.05, 0.08, 0.12, 0.17, 0.25, 0.35, 0.5, 0.7, 0.9];

/** Every candidate, in an order that depends on nothing but the lead. */
export function candidates(leadSeconds: number, profile: Profile): Candidate[] {
  const leadMinutes = Math.ceil(leadSeconds / 60);
  const holds = leadMinutes > 5 ? [1, 8, 20] : [1, 4, 10, 20];
  const make = (asking: Asking, minutes: number): Candidate => candidate(asking, minutes * 60, leadSeconds, profile);
  return [
    ...cross(rateHolds, rateTargets).map(([hold, target]) => make({ by: 'rate', target }, hold)),
    ...cross([1, Math.max(10, leadMinutes + 1)], envelopePeriods).flatMap(([hold, periods]) =>
      deviations.map((deviation) => make({ by: 'envelope', periods, deviations: deviation }, hold)),
    ),
    ...cross(holds, expectiles).flatMap(([hold, expectile]) => [
      ...margins.map((margin) => make({ by: 'window-maximum', expectile, quantile: null, margin }, hold)),
      ...quantiles.map((quantile) => make({ by: 'window-maximum', expectile, quantile, margin: 0 }, hold)),
    ]),
  ];
}

/** Who is in charge before the first night: a target and a hold that hurt nobody. */
export function firstInCharge(all: readonly Candidate[]): number {
  return all.findIndex(({ knobs }) => knobs.target === 0.6 && knobs.holdSeconds === 1200);
}

function candidate(asking: Asking, holdSeconds: number, leadSeconds: number, profile: Profile): Candidate {
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
