import { type Because, tell } from '../model/reason.ts';
import { isFloor } from './beside/as-floor.ts';
import { nobodyReacts, otherFloor } from './beside/reacting.ts';
import type { Observation, Rival } from './observation.ts';

const hourMs = 3_600_000;

/**
 * Whether a look asks who else scales the target, who was last asked for at `askedAtMs`: once in each hour of the clock, so
 * that the looks at many ask together. Why: docs/decisions/0029.
 */
export function isDueEachHour(askedAtMs: number | null, atMs: number): boolean {
  return askedAtMs === null || Math.floor(atMs / hourMs) > Math.floor(askedAtMs / hourMs);
}

/** Those who scale a target beside Headroom now: who is idle, or needs a process of it that is suspended, does not. */
export function actingAmong(rivals: readonly Rival[], suspended: readonly string[]): readonly Rival[] {
  return rivals.filter(({ needs, idle }) => idle !== true && (needs === null || !suspended.includes(needs)));
}

/** The same of a look, as far as is known. */
export function activeRivals({ rivals, capacity }: Observation): readonly Rival[] {
  return actingAmong(rivals?.rivals ?? [], capacity.suspended ?? []);
}

/** Whether it asks for what Headroom wants of this very scalable, and not of another whose name it was given by mistake. */
export function isFollowing({ follows, scalable }: Rival, name: string): boolean {
  return follows === true && (scalable === undefined || scalable === name);
}

/** What is said of those who scale the target too: `refused` where nothing may be asked for because of them. */
export interface Rivalry {
  readonly refused: boolean;
  readonly because: Because;
}

/** Two that scale one target undo each other, unless somebody means it. Null where nobody else scales it. */
export function rivalry(observation: Observation): Rivalry | null {
  const { mode, coexist, scalable } = observation.config;
  const active = activeRivals(observation);
  if (isFloor(observation)) return besideNative(observation, active);
  if (coexist === true) return null;
  const refused = mode === 'on' || mode === 'scale-out-only';
  const follower = active.find((one) => isFollowing(one, scalable));
  if (refused && follower !== undefined) return led(follower);
  const [first, ...others] = active.filter((one) => !isFollowing(one, scalable));
  if (first === undefined) return null;
  if (first.scalable !== undefined) return { refused, because: ledAstray(first, scalable) };
  const what = others.length === 0 ? first.what : `${first.what} and ${others.length} more`;
  const says = refused
    ? '{what} scales it too, so nothing is asked for; suspend it with "{suspend}" and look by hand, or say coexist: true where it is meant'
    : '{what} scales it too, and acting would be refused beside it; suspend it with "{suspend}" first, or say coexist: true where it is meant';
  return { refused, because: { says, what, suspend: first.suspend } };
}

/** Policies beside which the minimum is moved are meant; what sets the minimum too is not, and none at all are too few. */
function besideNative(observation: Observation, active: readonly Rival[]): Rivalry | null {
  const { mode } = observation.config;
  const other = otherFloor(active);
  const none = nobodyReacts(observation, active);
  if (other === null) return none === null ? null : { refused: false, because: none };
  const { what, suspend } = other;
  const says =
    '{what} sets the minimum too, so nothing is asked for; write its times as a policy of the kind schedule, and suspend it with "{suspend}"';
  return { refused: mode === 'on' || mode === 'scale-out-only', because: { says, what, suspend } };
}

/** What reads what Headroom wants asks for it by itself, and is not written over. */
function led({ what }: Rival): Rivalry {
  const says = '{what} asks for what Headroom wants by itself, so nothing is asked for beside it; say mode: recommend';
  return { refused: true, because: { says, what } };
}

function ledAstray({ what, scalable: other = '' }: Rival, scalable: string): Because {
  const says =
    '{what} asks for what Headroom wants of {other}, and points at what {scalable} scales; apply what "headroom manifests" prints for {scalable}';
  return { says, what, other, scalable };
}

function tellIdle({ what }: Rival): string {
  return `${what} though by no policy and no schedule that acts`;
}

/** What is known of them for people; null where nobody else scales it and nothing is wrong. */
export function tellRivals(observation: Observation): string | null {
  const trouble = observation.rivals?.trouble ?? null;
  const whats = activeRivals(observation).map(({ what }) => what);
  const idle = (observation.rivals?.rivals ?? []).filter((one) => one.idle === true);
  const told = [
    ...whats,
    ...idle.map(tellIdle),
    ...(trouble === null ? [] : [tell({ says: 'not all is known: {trouble}', trouble })]),
  ];
  return told.length === 0 ? null : told.join('; ');
}
