import type { Decision } from '../model/decision.ts';
import type { Because, Reason } from '../model/reason.ts';
import { serverPlace } from './config/server-place.ts';
import type { IndexStep, Kept, Observation, Seen } from './observation.ts';

type Indexing = Decision<readonly IndexStep[], Kept>;

const minuteMs = 60_000;
const nothingKept: Kept = { schema: 1, counts: {}, countedAtMs: 0, told: '' };

/** Which indexes to make and which to drop, by what ran since the look before. The mode says whether that is done. */
export function decide(observation: Observation): Indexing {
  const { atMs, memory, config, seen } = observation;
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

function withheldNothing(because: Because): Omit<Indexing, 'keep' | 'lookAgainAtMs'> {
  const reasons = [{ by: 'mode', desired: null, because }];
  return { desired: [], change: null, withheld: null, lowers: false, reasons, binding: 0 };
}

/** Each index on every server: their tables are the same. */
function toCreate({ paying }: Seen, servers: readonly string[]): readonly IndexStep[] {
  return paying.flatMap(({ sql, gainPercent }) =>
    servers.map((server) => ({ do: 'create', server, sql, gainPercent }) as const),
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
  const says = '{indexes} indexes are there and do nothing';
  if (unasked === null) return { says, indexes: idle.length };
  return { says: `${says}; which are unused nobody can say: {unasked}`, indexes: idle.length, unasked };
}

/** What is advised, in one text that is the same for the same advice. */
function toldOf(steps: readonly IndexStep[]): string {
  return steps
    .map((step) => (step.do === 'create' ? step.sql : `-${step.name} ${step.is}`))
    .toSorted()
    .join('; ');
}
