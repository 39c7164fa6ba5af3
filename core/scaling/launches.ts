import type { Again, Launch, Launches, Observation } from './observation.ts';

/** How many leads are remembered: enough that a nine in ten of them means something, few enough that they are of late. */
const mostLeads = 20;
/** Fewer measured leads than this say less than the config does. */
export const fewestLeads = 5;
const mostPending = 24;
/** A launch is overdue once it has taken so many times the longest of leads. */
const patience = 2;
const leastLeadSeconds = 60;

export const noLaunches: Launches = { pending: [], leads: [], again: null };

/**
 * Follows launches to this look. Units that run more than at the last look have landed, oldest launch first; what is in
 * flight and was never seen before was launched by Headroom's own change of the last look, else just now; what is no longer
 * in flight and does not run was called off, newest first. The same object where nothing has happened.
 */
export function followLaunches(observation: Observation): Launches {
  const { capacity, config, memory } = observation;
  const before = memory.kept?.launches ?? noLaunches;
  const seen = memory.kept?.seen;
  const ran = seen?.[seen.length - 1]?.running ?? capacity.running;
  const landed = Math.max(0, capacity.running - ran);
  if (landed === 0 && capacity.inFlight === 0 && before.pending.length === 0) return before;
  const patienceMs = patienceOf(before, config.leadSeconds);
  const all = withNew(before.pending, landed + capacity.inFlight, observation);
  const { left, leads } = land(all, landed, patienceMs, observation.atMs);
  const pending = callOff(left, capacity.inFlight);
  const overdue = unitsOverdue(pending, patienceMs, observation.atMs);
  return {
    pending,
    leads: leads.length === 0 ? before.leads : [...before.leads, ...leads].slice(-mostLeads),
    again: askAgain(before.again, overdue, landed > 0, capacity.asked),
  };
}

/** Units that have been awaited for over twice the longest lead: nobody counts on them any more. */
export function overdueUnits(launches: Launches, { atMs, config }: Observation): number {
  return unitsOverdue(launches.pending, patienceOf(launches, config.leadSeconds), atMs);
}

/** Since when the oldest of the units that are overdue have been awaited; null where none are. */
export function overdueSince(launches: Launches, { atMs, config }: Observation): number | null {
  const patienceMs = patienceOf(launches, config.leadSeconds);
  return launches.pending.find((launch) => atMs - launch.atMs > patienceMs)?.atMs ?? null;
}

/** The lead that nine of ten of the newest launches kept to; the config's where few have been seen. */
export function measuredLeadSeconds({ leads }: Pick<Launches, 'leads'>, configured: number): number {
  if (leads.length < fewestLeads) return configured;
  const known = sortedOut.get(leads);
  if (known !== undefined) return known;
  const sorted = [...leads].sort((a, b) => a - b);
  const measured = sorted[Math.ceil(0.9 * sorted.length) - 1] ?? configured;
  sortedOut.set(leads, measured);
  return measured;
}

/** Leads stay the same from look to look, and sorting them each time takes a fifteenth of a look. */
const sortedOut = new WeakMap<readonly number[], number>();

/** The longest of so few leads stands for their 99th percentile. */
function patienceOf({ leads }: Launches, configured: number): number {
  const known = leads.length < fewestLeads ? configured : 0;
  return patience * 1000 * Math.max(leastLeadSeconds, known, ...leads);
}

function unitsOverdue(pending: readonly Launch[], patienceMs: number, atMs: number): number {
  return pending.reduce((sum, launch) => sum + (atMs - launch.atMs > patienceMs ? launch.units : 0), 0);
}

function withNew(pending: readonly Launch[], units: number, { memory, atMs }: Observation): readonly Launch[] {
  const known = sum(pending);
  if (units <= known) return pending;
  const { intention, lookedAtMs } = memory;
  const launchedAtMs = intention !== null && intention.askedAtMs === lookedAtMs ? intention.askedAtMs : atMs;
  const launch = { atMs: launchedAtMs, units: units - known };
  const last = pending[pending.length - 1];
  if (last === undefined || pending.length < mostPending) return [...pending, launch];
  return [...pending.slice(0, -1), { atMs: launchedAtMs, units: last.units + launch.units }];
}

/** Lands units, those that are overdue last, and tells the lead of each launch whose last unit landed. */
function land(
  pending: readonly Launch[],
  landed: number,
  patienceMs: number,
  atMs: number,
): { left: readonly Launch[]; leads: number[] } {
  const units = pending.map((launch) => launch.units);
  const leads: number[] = [];
  let rest = landed;
  for (const late of [false, true]) {
    pending.forEach((launch, index) => {
      if (rest <= 0 || atMs - launch.atMs > patienceMs !== late) return;
      const now = Math.min(rest, units[index] as number);
      units[index] = (units[index] as number) - now;
      rest -= now;
      if (units[index] === 0 && atMs > launch.atMs) leads.push((atMs - launch.atMs) / 1000);
    });
  }
  const left = pending.map((launch, index) => ({ atMs: launch.atMs, units: units[index] as number }));
  return { left: left.filter((launch) => launch.units > 0), leads };
}

function callOff(pending: readonly Launch[], inFlight: number): readonly Launch[] {
  let surplus = sum(pending) - inFlight;
  const left: Launch[] = [];
  for (let index = pending.length - 1; index >= 0; index--) {
    const launch = pending[index] as Launch;
    const units = launch.units - Math.max(0, Math.min(surplus, launch.units));
    surplus -= launch.units - units;
    if (units > 0) left.unshift({ atMs: launch.atMs, units });
  }
  return left;
}

/** Once: what fails after having been asked for again is only asked for anew when something has landed in between. */
function askAgain(before: Again | null, overdue: number, landed: boolean, asked: number): Again | null {
  if (overdue === 0) return null;
  const first = { units: overdue, level: asked + overdue, landed: false };
  if (before === null) return first;
  const may = before.landed || landed;
  return overdue > before.units && may
    ? { ...first, level: asked + overdue - before.units }
    : { ...before, landed: may };
}

function sum(launches: readonly Launch[]): number {
  return launches.reduce((total, { units }) => total + units, 0);
}
