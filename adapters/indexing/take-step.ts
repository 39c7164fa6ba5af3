import { setTimeout as sleep } from 'node:timers/promises';
import type { DatabaseConfig, ServerConfig } from '../../core/indexing/config/database.ts';
import { serverPlace } from '../../core/indexing/config/server-place.ts';
import { type Build, isBuildOf, type Patience, stateOf } from '../../core/indexing/index-standing.ts';
import type { IndexStep, WorkSeen } from '../../core/indexing/observation.ts';
import { Refusal } from '../../core/model/errors.ts';
import type { Outcome } from '../../core/model/outcome.ts';
import type { Term } from '../../core/ports.ts';
import type { Session } from '../postgres/session.ts';
import { beginIndex, type ChangingOptions, dropIndex } from './change-indexes.ts';
import { finishWork } from './finish-work.ts';
import { countsOf } from './make-index.ts';
import type { Opening } from './opening.ts';
import { readBuilds, readOwnIndexes } from './read-work.ts';

/** A build, or a drop, waits so long for older transactions; no writer waits meanwhile. */
const patienceSeconds = 600;
const lookEveryMs = 200;
/** Kept back for recording, and for what is written at an index that is there. */
const keptBackMs = 20_000;

/** What Headroom has made on each server of a database, judged, and what is being built there. */
export async function readWork(config: DatabaseConfig, atMs: number, { open }: Opening): Promise<readonly WorkSeen[]> {
  const patience = { ms: config.judgeAfterMinutes * 60_000, calls: config.judgeCalls };
  const all: WorkSeen[] = [];
  for (const server of config.servers) {
    const session = await open(server, server.host);
    try {
      all.push(await workOf(session, server, config, { atMs, patience }));
    } finally {
      await session.end().catch(() => {});
    }
  }
  return all;
}

async function workOf(
  session: Session,
  server: ServerConfig,
  { schemas }: DatabaseConfig,
  { atMs, patience }: { readonly atMs: number; readonly patience: Patience },
): Promise<WorkSeen> {
  const [builds, own, now] = [
    await readBuilds(session, schemas),
    await readOwnIndexes(session, schemas),
    await countsOf(session, null),
  ];
  const made = own.filter(({ note }) => note?.is !== 'watched');
  return {
    server: serverPlace(server),
    made: made.map((index) => {
      const { schema, table, name, bytes, sql } = index;
      return { schema, table, name, bytes, sql, state: stateOf(index, builds, now, atMs, patience) };
    }),
    building: builds.map(({ schema, table, phase, percent }) => ({ table: `${schema}.${table}`, phase, percent })),
  };
}

/** Takes one step. What is left half done by whatever dies here is seen, and carried on, by the next look. */
export async function takeStep(
  config: DatabaseConfig,
  step: IndexStep,
  term: Term,
  atMs: number,
  { open }: Opening,
): Promise<Outcome> {
  const server = config.servers.find((one) => serverPlace(one) === step.server);
  if (server === undefined)
    return { is: 'refused', because: { says: 'there is no server {server} any more', server: step.server } };
  const options = { open: () => open(server, server.host), owner: config.owner, patienceSeconds };
  const looking = await open(server, server.host);
  const leftMs = () => term.leftMs() - keptBackMs;
  try {
    switch (step.do) {
      case 'create':
        return await create(looking, step, options, {
          config,
          atMs,
          leftMs,
        });
      case 'follow':
        return await follow(looking, step, options, { config, atMs, leftMs });
      case 'note':
        await finishWork(looking, config.schemas, options, () => atMs);
        return applied('it is judged from now on');
      case 'take back':
        await dropIndex(step.schema, step.name, {
          ...options,
          patienceSeconds: Math.max(1, leftMs() / 1000),
        });
        return applied('it is dropped; brought back by: {sql}', { sql: step.sql });
      case 'drop':
        return {
          is: 'refused',
          because: { says: 'what others have made is dropped by people: headroom indexes drop' },
        };
    }
  } catch (error) {
    if (error instanceof Refusal) return { is: 'refused', because: { says: '{why}', why: error.message } };
    throw error;
  } finally {
    await looking.end().catch(() => {});
  }
}

interface Making {
  readonly config: DatabaseConfig;
  readonly atMs: number;
  leftMs(): number;
}

type Step<Do extends IndexStep['do']> = Extract<IndexStep, { readonly do: Do }>;

/** Begins a build and stays with it; where the look has no time left it lets go of it, and the next look follows it. */
async function create(
  looking: Session,
  { sql, name }: Step<'create'>,
  options: ChangingOptions,
  making: Making,
): Promise<Outcome> {
  if (name === null) throw new Error('an index that is made has a name');
  const begun = await beginIndex(name, sql, options);
  let isOver = false;
  const over = begun.done.finally(() => {
    isOver = true;
  });
  over.catch(() => {});
  while (!isOver && making.leftMs() > 0) {
    await Promise.race([over, sleep(lookEveryMs)]);
    if (!isOver) await giveWay(looking, making.config, ({ pid }) => pid === begun.pid);
  }
  if (isOver) return finish(over, looking, options, making);
  await begun.leave();
  return applied(goesOn);
}

/** Stays with a build that a look before has begun. */
async function follow(
  looking: Session,
  step: Step<'follow'>,
  options: ChangingOptions,
  making: Making,
): Promise<Outcome> {
  const isIt = (build: Build) => isBuildOf(build, step);
  while (making.leftMs() > 0) {
    if (!(await giveWay(looking, making.config, isIt))) return finish(Promise.resolve(), looking, options, making);
    await sleep(lookEveryMs);
  }
  return applied(goesOn);
}

async function finish(
  over: Promise<void>,
  looking: Session,
  options: ChangingOptions,
  { config, atMs }: Making,
): Promise<Outcome> {
  await over;
  await finishWork(looking, config.schemas, options, () => atMs);
  return applied('it is there, and is judged from now on');
}

/**
 * Ends a build of ours behind which somebody waits to change the table itself: writers would wait behind that one. Answers whether it
 * is still under way. Rejects with `Refusal` where it was ended.
 */
async function giveWay(
  looking: Session,
  { schemas }: DatabaseConfig,
  isIt: (build: Build) => boolean,
): Promise<boolean> {
  const build = (await readBuilds(looking, schemas)).find(isIt);
  if (build === undefined) return false;
  if (build.holdsUp === 0) return true;
  await looking.query('SELECT pg_catalog.pg_cancel_backend($1)', [build.pid]);
  throw new Refusal(
    'somebody waits to change the table itself, and writers would wait behind that: the build has given way',
  );
}

const goesOn = 'the server builds it on, and the next look stays with it';

function applied(says: string, values: Readonly<Record<string, string>> = {}): Outcome {
  return { is: 'applied', because: { says, ...values } };
}
