import { isUnreadable } from '../../model/unreadable-override.ts';
import type { Shares } from '../observation.ts';
import type { BalancingGuard } from '../situation.ts';
import { normalised } from '../weights.ts';

/** A person knows better, until their word expires: shares that are pinned stand, and the others share what is left. */
export const overrides: BalancingGuard = ({ observation: { overrides: all, groups, atMs } }, shares) => {
  const pins = new Map<string, number>();
  const said = all.filter((override) => !isUnreadable(override));
  for (const { kind, group, percent, untilMs } of said) {
    const isOpen = kind === 'pin' && untilMs > atMs && group !== null && (groups[group]?.healthy ?? 0) > 0;
    if (isOpen && Object.hasOwn(shares, group)) pins.set(group, (percent ?? 0) / 100);
  }
  if (pins.size === 0) return null;
  const desired = pin(shares, pins);
  if (desired === null) return null;
  const [group, share] = [...pins][0] ?? ['', 0];
  const told = said.find(({ kind, group: pinned }) => kind === 'pin' && pinned === group);
  const by = told?.by ?? null;
  const because = {
    says: `{group} is pinned at {percent} % by hand${by === null ? '' : ' by {by}'}: {note}`,
    group,
    percent: share * 100,
    note: told?.note ?? null,
    untilMs: told?.untilMs ?? null,
    ...(by !== null && { by }),
  };
  return { desired, because };
};

/** Null where the pins would leave nothing for anybody. */
function pin(shares: Shares, pins: ReadonlyMap<string, number>): Shares | null {
  const free = Object.entries(shares).filter(([name]) => !pins.has(name));
  const pinned = [...pins.values()].reduce((sum, share) => sum + share, 0);
  const rest = free.reduce((sum, [, share]) => sum + share, 0);
  const left = rest === 0 ? 0 : Math.max(0, 1 - pinned) / rest;
  const all = Object.entries(shares).map(([name, share]) => [name, pins.get(name) ?? share * left]);
  return normalised(Object.fromEntries(all));
}
