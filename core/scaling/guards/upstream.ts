import { type LimitedUnits, limitUnits } from '../guard.ts';
import type { Observation } from '../observation.ts';
import { outstandingOf, wantedOf } from '../tiers/apportion.ts';
import { beyondTheirs } from '../tiers/beyond-theirs.ts';
import { goesDownFirst } from '../tiers/goes-down.ts';
import { heldTaking, unitsTaking } from '../tiers/takes.ts';

/**
 * As many as take the connections that those that need it are about to want, and nothing taken away before they have gone
 * down: what they still run may send its work, and holds its connections. Each of them has to have been looked at since so
 * few were wanted here.
 */
export const upstream = limitUnits(({ observation, foretold = null }, units): LimitedUnits => {
  const upstream = observation.tiers?.upstream ?? [];
  if (upstream.length === 0) return null;
  const tiers = upstream.map(({ scalable }) => scalable).join(', ');
  const connections = Math.ceil(wantedOf(upstream, observation.atMs) * beyondTheirs(observation, foretold));
  const called = unitsTaking(observation, connections);
  const taking = heldTaking(observation, called).units;
  const wanted = Math.max(units, taking);
  const kept = keptUp(observation, wanted, tiers);
  if (kept !== null) return { ...kept, because: { ...kept.because, called } };
  if (taking <= units) return null;
  if (taking > called) {
    const held = '{tiers} wanted as many connections as {wanted} units take within the last {leadSeconds} s';
    const says = `${held}, and want {connections} now`;
    const { leadSeconds } = observation.config;
    return { units: taking, because: { says, tiers, connections, wanted, called, leadSeconds } };
  }
  const says = '{tiers} want {connections} connections, which {wanted} units take';
  return { units: taking, because: { says, tiers, connections, wanted, called } };
});

function keptUp(observation: Observation, wanted: number, tiers: string): LimitedUnits {
  const { capacity, memory } = observation;
  if (wanted >= capacity.asked) return null;
  const first = goesDownFirst(observation);
  if (first !== null) return { units: capacity.asked, because: { ...first, wanted } };
  const { grants = {}, falls = null } = memory.kept?.tiers ?? {};
  const connections = outstandingOf(grants, observation.tiers?.upstream ?? []);
  const taking = Math.min(capacity.asked, unitsTaking(observation, connections));
  const least = Math.max(taking, Math.min(capacity.asked, falls?.wants ?? wanted));
  if (wanted >= least) return null;
  const says =
    least === taking
      ? '{tiers} may hold {connections} connections, which {least} units take'
      : '{tiers} went down while {least} were wanted here, and have not been looked at since fewer are';
  return { units: least, because: { says, tiers, connections, least, wanted } };
}
