import { becauseOf } from '../../core/because-of.ts';
import { definition } from '../../core/indexing/candidate.ts';
import type { DatabaseConfig, ServerConfig } from '../../core/indexing/config/database.ts';
import { serverPlace } from '../../core/indexing/config/server-place.ts';
import type { Counts } from '../../core/indexing/counts.ts';
import type { Idle, Seen } from '../../core/indexing/observation.ts';
import type { Advisor, Before } from '../../core/indexing/ports.ts';
import { findFaults, type IndexKnown } from '../../core/indexing/standing-indexes.ts';
import { type Count, differences } from '../../core/indexing/statement-statistics.ts';
import { are, counted } from '../../core/model/counted.ts';
import type { Session } from '../postgres/session.ts';
import { type Advice, advise } from './advise.ts';
import { countReplicas } from './count-replicas.ts';
import { indexName } from './index-name.ts';
import type { Opening } from './opening.ts';
import { readIndexes } from './read-indexes.ts';
import { readCounts, readTexts } from './read-statements.ts';
import { readWork, takeStep } from './take-step.ts';

/** Statements whose counts are remembered: the rest of what a server counts takes little of its time. */
const mostCounted = 1000;
/** Statements that an entry shows, and how much of each. */
const [mostShown, textShown] = [50, 300];

export interface AdvisorWorld extends Opening {
  /** Whether there is time to go on. */
  hasTime(): boolean;
}

/** Looks into PostgreSQL servers: what ran is tried by the planner of the first, and idle indexes are found on all. */
export function postgresAdvisor(world: AdvisorWorld): Advisor {
  return {
    work: (config, atMs) => readWork(config, atMs, world),
    act: (config, step, term, atMs) => takeStep(config, step, term, atMs, world),
    look: async (config, before) => {
      const [first] = config.servers;
      if (first === undefined) throw new Error('a database has a server');
      const writer = await world.open(first, first.host);
      try {
        const ran = await whatRan(writer, config, before);
        const { idle, unasked } = await idleIndexes(writer, config, world);
        const advice = await advise(writer, ran.statements, {
          schemas: config.schemas,
          limits: {
            mostBytes: config.mostBytes,
            leastGain: config.leastGainPercent / 100,
            costOfWrite: config.costOfWrite,
          },
          hasTime: world.hasTime,
        });
        return { ...seenOf(advice), counts: ran.counts, sinceMs: before?.atMs ?? null, idle, unasked };
      } finally {
        await writer.end().catch(() => {});
      }
    },
  };
}

async function whatRan(writer: Session, { mostStatements }: DatabaseConfig, before: Before | null) {
  const now = await readCounts(writer, mostCounted);
  const then = Object.entries(before?.counts ?? {}).map(([id, [calls, totalMs, rows]]): Count => {
    return { id, calls, totalMs, rows };
  });
  const ran = differences(then, now).toSorted((one, other) => other.totalMs - one.totalMs);
  const counts: Counts = Object.fromEntries(
    now.map(({ id, calls, totalMs, rows }) => [id, [calls, Math.round(totalMs), rows] as const]),
  );
  return { counts, statements: await readTexts(writer, ran, mostStatements) };
}

/** For each server, with its replicas. An index that a replica which was not asked may use is not called unused. */
async function idleIndexes(writer: Session, config: DatabaseConfig, world: AdvisorWorld) {
  const idle: Idle[] = [];
  let unasked: string | null = null;
  for (const [at, server] of config.servers.entries()) {
    const of = at === 0 ? writer : await world.open(server, server.host);
    try {
      const own = await readIndexes(of, config.schemas);
      const replicas = await ofReplicas(server, config, world);
      const missing = replicas.missing ?? (await moreReplicas(of, server));
      unasked ??= missing;
      const faults = findFaults([own, ...replicas.known]).filter(({ is }) => is !== 'unused' || missing === null);
      idle.push(...faults.map(({ index, is, instead }) => idleOf(server, index, is, instead)));
    } finally {
      if (of !== writer) await of.end().catch(() => {});
    }
  }
  return { idle, unasked };
}

async function ofReplicas(server: ServerConfig, { schemas }: DatabaseConfig, { open }: AdvisorWorld) {
  const known: (readonly IndexKnown[])[] = [];
  let missing: string | null = null;
  for (const host of server.replicas) {
    try {
      const session = await open(server, host);
      known.push(await readIndexes(session, schemas).finally(() => session.end().catch(() => {})));
    } catch (error) {
      missing ??= `replica ${host} gives no answer (${becauseOf(error).error})`;
    }
  }
  return { known, missing };
}

async function moreReplicas(session: Session, server: ServerConfig): Promise<string | null> {
  const there = await countReplicas(session);
  if (there <= server.replicas.length) return null;
  return `${serverPlace(server)} has ${counted(there, 'replica')}, and ${server.replicas.length} of them ${are(server.replicas.length)} named`;
}

function idleOf(server: ServerConfig, index: IndexKnown, is: Idle['is'], instead: string | null): Idle {
  const { schema, name, bytes, sql } = index;
  return { server: serverPlace(server), name: `${schema}.${name}`, is, instead, bytes, sql };
}

function seenOf(advice: Advice): Omit<Seen, 'counts' | 'sinceMs' | 'idle' | 'unasked'> {
  const { statements, chosen, costBefore, costAfter, candidates, cutShort } = advice;
  const percent = (part: number) => (costBefore === 0 ? 0 : (100 * part) / costBefore);
  const shown = statements.slice(0, mostShown);
  return {
    statements: statements.length,
    ran: shown.map(({ id, text, calls, totalMs }) => ({
      ...{ id, calls },
      text: text.slice(0, textShown),
      totalMs: totalMs ?? 0,
    })),
    candidates,
    paying: chosen.map(({ index, bytes, gain, serves }) => ({
      ...{ name: indexName(definition(index)), sql: definition(index), table: index.table, bytes },
      gainPercent: percent(gain),
      serves: serves.slice(0, 5),
    })),
    reductionPercent: percent(costBefore - costAfter),
    left: byReason(advice.left),
    cutShort,
  };
}

/** Thousands of statements that nobody can look at have a few reasons. */
function byReason(left: Advice['left']): Seen['left'] {
  const counts = new Map<string, number>();
  for (const { why } of left) counts.set(why, (counts.get(why) ?? 0) + 1);
  const most = [...counts].toSorted(([, one], [, other]) => other - one).slice(0, 10);
  return most.map(([why, statements]) => ({ why: becauseOf(why).error, statements }));
}
