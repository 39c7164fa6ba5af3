import type { Because } from '../../model/reason.ts';
import type { Observation, ShiftKept } from '../observation.ts';
import type { BalancingGuard } from '../situation.ts';
import { usableUnits } from '../situation.ts';

/** What the old and the new group of a shift have together is divided as the shift has come. */
export const shift: BalancingGuard = ({ observation, shift: kept }, shares) => {
  const { config, groups } = observation;
  if (config.shift === null || kept === null) return null;
  const { from, to } = config.shift;
  const both = (shares[from] ?? 0) + (shares[to] ?? 0);
  const isUsable = (name: string) => groups[name] !== undefined && usableUnits(groups[name]) > 0;
  // Where only one of them can serve, it serves: a bad release is better than none.
  if (both === 0 || !isUsable(from) || !isUsable(to)) return null;
  const fresh = (both * kept.percent) / 100;
  return {
    desired: { ...shares, [from]: both - fresh, [to]: fresh },
    because: shortBecause(observation, kept) ?? tell(kept, from, to),
  };
};

/** Why a share waits for units, which is not a fault of the version; null where it does not. */
function shortBecause({ config, groups }: Observation, { is, percent, units }: ShiftKept): Because | null {
  if (config.shift === null || is !== 'held' || units === undefined || units.shortSinceMs === null) return null;
  const { from, to } = config.shift;
  const scalable = config.groups[to]?.scalable ?? null;
  const facts = { from, to, percent, units: groups[to]?.healthy ?? 0, wanted: units.wanted, scalable };
  const asked =
    scalable === null
      ? 'name the scalable of {to} in groups.{to}.scalable, and they are asked for, or add them by hand'
      : '{scalable} is asked for them; "headroom explain {scalable}" says what it makes of it';
  const held =
    'the shift from {from} to {to} is held at {percent} % for want of units: {to} has {units} and needs {wanted}';
  return { says: `${held} for its next share; ${asked}`, ...facts, sinceMs: units.shortSinceMs };
}

function tell(kept: ShiftKept, from: string, to: string): Because {
  const { percent, old, new: fresh, slowMinutes } = kept;
  const facts = {
    from,
    to,
    percent,
    errorPercent: fresh.requests === 0 ? null : (100 * fresh.errors) / fresh.requests,
    oldErrorPercent: old.requests === 0 ? null : (100 * old.errors) / old.requests,
    slowMinutes,
  };
  switch (kept.is) {
    case 'rolled-back':
      return {
        says: 'the shift to {to} is rolled back: {errorPercent} % errors against {oldErrorPercent} % of {from}, {slowMinutes} slow minutes in a row; name a new shift to try again',
        ...facts,
      };
    case 'held':
      return {
        says: 'the shift from {from} to {to} is held at {percent} %: too few requests, too many errors ({errorPercent} %) or too slow',
        ...facts,
      };
    case 'done':
      return { says: 'the shift from {from} to {to} is done', ...facts };
    case 'shifting':
      return { says: 'the shift from {from} to {to} has come to {percent} %', ...facts };
  }
}
