import type { Decision } from '../model/decision.ts';
import type { Because, Reason } from '../model/reason.ts';
import { serverPlace } from './config/server-place.ts';
import { nextStep } from './next-step.ts';
import type { IndexStep, Kept, Observation, Seen, WorkSeen } from './observation.ts';

type Indexing = Decision<readonly IndexStep[], Kept>;

const minuteMs = 60_000;
/** What did not pay is tried again after so long, since statements and data change; and what could not be built. */
const restMs = { 'does not pay': 30 * 86_400_000, 'left over': 86_400_000 } as const;
/** How soon to look while something is under way: at the next tick. */
const busyMinutes = 5;
const nothingKept: Kept = { schema: 1, counts: {}, countedAtMs: 0, told: '' };

/**
 * Which indexes to make and which to drop, by what ran since the look before. The mode says whether that is done.
 * Why: docs/decisions/0064.
 */
export function decide(observation: Observation): Indexing {
  const { atMs, memory, config, seen, work } = observation;
  if (work !== null) return decideWork(observation, work);
  const lookAgainAtMs = atMs + config.lookEveryMinutes * minuteMs;
  if (seen === null) {
    const because = { says: 'the mode is off' };
    return { ...withheldNothing(because), keep: memory.kept ?? nothingKept, lookAgainAtMs };
  }
  const creates = toCreate(seen, config.servers.map(serverPlace));
  const drops = toDrop(seen);
  const desired = [...creates, ...drops];
  const reasons: Reason<readonly IndexStep[]>[] = [
    { by: 'statements', desired: creates, because: ofStatements(seen) },
    ...(seen.idle.length > 0 || seen.unasked !== null
      ? [{ by: 'servers', desired: drops, because: ofServers(seen) }]
      : []),
  ];
  // An hour in which nothing ran takes no advice back.
  const told = seen.statements === 0 ? (memory.kept?.told ?? '') : toldOf(desired);
  const keep = { schema: 1, counts: seen.counts, countedAtMs: atMs, told } as const;
  const binding = creates.length === 0 && drops.length > 0 ? 1 : 0;
  const withheld = desired.length === 0 ? null : { says: 'the mode is {mode}', mode: config.mode };
  return { desired, change: null, withheld, lowers: false, reasons, binding, keep, lookAgainAtMs };
}

/** One step at a time, and each seen through before the next: what others have made is only told. */
function decideWork(observation: Observation, work: readonly WorkSeen[]): Indexing {
  const { atMs, memory, config, seen } = observation;
  const { step, because, isBusy } = nextStep(observation, work);
  const drops = seen === null ? [] : toDrop(seen);
  const desired = step === null ? drops : [step];
  const reasons: Reason<readonly IndexStep[]>[] = [
    { by: 'work', desired: step === null ? null : [step], because },
    ...(drops.length > 0 && seen !== null ? [{ by: 'servers', desired: drops, because: ofServers(seen) }] : []),
  ];
  const kept = memory.kept ?? nothingKept;
  const counted = seen === null ? kept : { ...kept, counts: seen.counts, countedAtMs: atMs };
  const told =
    seen === null || seen.statements === 0 ? kept.told : toldOf([...toCreate(seen, [serverOf(config)]), ...drops]);
  const taken = step?.do === 'take back' ? { [step.name]: atMs + restMs[step.is] } : {};
  return {
    desired,
    change: step === null ? null : [step],
    withheld: null,
    lowers: step?.do === 'take back',
    reasons,
    binding: 0,
    keep: { ...counted, told, reverted: { ...kept.reverted, ...taken } },
    lookAgainAtMs: atMs + (isBusy ? busyMinutes : config.lookEveryMinutes) * minuteMs,
  };
}

const serverOf = ({ servers: [first] }: Observation['config']) => (first === undefined ? '' : serverPlace(first));

function withheldNothing(because: Because): Omit<Indexing, 'keep' | 'lookAgainAtMs'> {
  const reasons = [{ by: 'mode', desired: null, because }];
  return { desired: [], change: null, withheld: null, lowers: false, reasons, binding: 0 };
}

/** Each index on every server: their tables are the same. */
function toCreate({ paying }: Seen, servers: readonly string[]): readonly IndexStep[] {
  return paying.flatMap(({ sql, gainPercent, name }) =>
    servers.map((server) => ({ do: 'create', server, sql, gainPercent, name }) as const),
  );
}

function toDrop({ idle }: Seen): readonly IndexStep[] {
  return idle.map(({ server, name, is, sql }) => ({ do: 'drop', server, name, is, sql }) as const);
}

function ofStatements({ statements, paying, reductionPercent, candidates, cutShort }: Seen): Because {
  if (statements === 0) return { says: 'no statement ran that reads a table of these schemas' };
  const cut = cutShort ? '; time ran out before all had been priced' : '';
  const looked = `({statements} statements, {candidates} candidates${cut})`;
  if (paying.length === 0) return { says: `no index would pay ${looked}`, statements, candidates };
  const says = `{indexes} indexes would take {reductionPercent} % off what the statements cost the planner ${looked}`;
  return { says, indexes: paying.length, reductionPercent, statements, candidates };
}

function ofServers({ idle, unasked }: Seen): Because {
  const says = '{indexes} indexes are there for nothing';
  if (unasked === null) return { says, indexes: idle.length };
  return { says: `${says}; which are unused nobody can say: {unasked}`, indexes: idle.length, unasked };
}

/** What is advised, in one text that is the same for the same advice. */
function toldOf(steps: readonly IndexStep[]): string {
  return steps
    .map((step) => (step.do === 'create' ? step.sql : `-${step.name} ${step.do === 'drop' ? step.is : step.do}`))
    .toSorted()
    .join('; ');
}
