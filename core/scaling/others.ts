import type { Verdict } from '../guards.ts';
import { utcText } from '../time/utc-text.ts';
import { policyKindOf } from './config/policy-kinds.ts';
import type { Desired } from './desired.ts';
import type { ChangeOfOthers, Observation } from './observation.ts';

/** For so long a change counts among those of others. */
export const lastingMs = 3_600_000;
/** A change of ours may take so long until every answer of AWS tells it. */
const settlingMs = 30_000;
const mostOthers = 12;

/**
 * What somebody else has set since the last look; null where the target was left as it was last set. Known only where
 * Headroom acts: what it only looks at is always scaled by others, and where others are meant to scale it too it is no news.
 */
export function changeOfOthers({ config, capacity, memory, atMs }: Observation): ChangeOfOthers | null {
  if (config.mode === 'off' || config.mode === 'recommend' || config.coexist === true) return null;
  const { intention, kept } = memory;
  const { asked } = capacity;
  const [seen, other] = [kept?.seen.at(-1), kept?.others?.at(-1)];
  const change = { atMs, units: asked, undone: false };
  if (other !== undefined && other.atMs > (intention?.askedAtMs ?? 0)) return asked === other.units ? null : change;
  if (intention === null) return seen === undefined || seen.asked === asked ? null : change;
  if (asked === (intention.desired as Desired).units || atMs - intention.askedAtMs < settlingMs) return null;
  // What was not accepted, or may not have been, leaves the target as it was.
  return intention.applied === true || seen?.asked !== asked ? change : null;
}

/**
 * What is right where no policy that reads anything has a say: what is asked for, and not what somebody else has just made of
 * it. What a foreign hand left is not a starting point, as far as the hold still knows a need of more.
 */
export function leftAlone(observation: Observation, change: ChangeOfOthers | null, asked: Desired): Desired {
  const { kept } = observation.memory;
  const before = Math.min(kept?.seen.at(-1)?.asked ?? 0, kept?.needs[0]?.desired ?? 0);
  if (change === null || before <= asked.units || !readsAnything(observation)) return asked;
  return { ...asked, units: before };
}

/** A policy that only goes by the clock wants nothing between its windows, and leaves alone what people set then. */
function readsAnything({ config: { policies } }: Observation): boolean {
  return policies.some((policy) => Object.keys(policyKindOf(policy).readings(policy)).length > 0);
}

/** How a change of others is told in the look that finds it. It changes nothing of what is wanted. */
export function tellOther(change: ChangeOfOthers | null, wanted: Desired): Verdict<Desired> {
  if (change === null) return null;
  const says = 'somebody else set {units}, seen at {time}';
  return { desired: wanted, because: { says, units: change.units, time: utcText(change.atMs).slice(11) } };
}

/** The changes of others that are worth remembering, with this look's; the last of all tells what the target was left at. */
export function rememberOthers(
  { atMs, memory }: Observation,
  change: ChangeOfOthers | null,
  undone: boolean,
): readonly ChangeOfOthers[] {
  const before = memory.kept?.others ?? [];
  const all = change === null ? before : [...before, { ...change, undone }];
  const left = memory.intention?.askedAtMs ?? 0;
  const lasting = all.filter(
    (one, index) => atMs - one.atMs <= lastingMs || (index === all.length - 1 && one.atMs > left),
  );
  return lasting.length === before.length && change === null ? before : lasting.slice(-mostOthers);
}
