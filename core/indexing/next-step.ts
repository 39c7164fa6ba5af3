import type { Because } from '../model/reason.ts';
import { serverPlace } from './config/server-place.ts';
import type { IndexMade, IndexStep, Observation, Seen, WorkSeen } from './observation.ts';

/** What to do next about the indexes that Headroom makes; the step is null where there is something to wait for, or nothing to do. */
export interface Next {
  readonly step: IndexStep | null;
  readonly because: Because;
  /** Whether something is under way, so that it is looked at again soon. */
  readonly isBusy: boolean;
}

/**
 * The next step of the one thing that is under way, else the beginning of the next: what is broken off is carried on, what is built is
 * waited for, what was made is judged before anything else is made, and what pays on the first server is made on the others.
 */
export function nextStep(observation: Observation, work: readonly WorkSeen[]): Next {
  return underWay(work) ?? onOthers(work) ?? beginning(observation);
}

/** What is under way; null where that is nothing. */
export function underWay(work: readonly WorkSeen[]): Next | null {
  const all = work.flatMap(({ server, made }) => made.map((one) => ({ server, ...one })));
  const open = all.find(({ state: { is } }) => is === 'left over' || is === 'unwritten' || is === 'does not pay');
  if (open !== undefined) return carryOn(open);
  const built = all.find(({ state: { is } }) => is === 'building');
  if (built !== undefined) {
    const { server, schema, table, name } = built;
    return does({ do: 'follow', server, schema, table, name }, '{index} is being built on {server}', {
      index: name,
      server,
    });
  }
  for (const { server, building } of work) {
    const [one] = building;
    if (one !== undefined)
      return waits('on {server} an index of {table} is being built: {phase}', {
        server,
        table: one.table,
        phase: one.phase,
      });
  }
  const early = all.find(({ state: { is } }) => is === 'too early');
  if (early?.state.is !== 'too early') return null;
  const { calls } = early.state;
  const says = 'it is too early to judge {index} on {server}: its statements have run {calls} times since it is there';
  return waits(says, { index: early.name, server: early.server, calls });
}

type Placed = IndexMade & { readonly server: string };

function carryOn({ server, schema, name, state, sql }: Placed): Next {
  const about = { index: name, server };
  switch (state.is) {
    case 'unwritten':
      return does(
        { do: 'note', server, schema, name },
        'nobody has written at {index} on {server} since when it is there',
        about,
      );
    case 'does not pay': {
      const says = '{index} on {server} does not pay: {afterMs} ms where it would have been {beforeMs} ms without it';
      const { beforeMs, afterMs } = state;
      return does({ do: 'take back', server, schema, name, is: state.is, sql }, says, { ...about, beforeMs, afterMs });
    }
    default:
      return does(
        { do: 'take back', server, schema, name, is: 'left over', sql },
        'a build that failed has left {index} on {server}',
        about,
      );
  }
}

/** What pays on the first server is made on the others. */
function onOthers([first, ...others]: readonly WorkSeen[]): Next | null {
  for (const { name, sql } of first?.made ?? []) {
    const missing = others.find(({ made }) => made.every((one) => one.name !== name));
    if (missing === undefined) continue;
    const { server } = missing;
    const create = { do: 'create', server, sql: sql.slice(sql.indexOf(' ON ') + 1), gainPercent: null, name } as const;
    return does(create, '{index} pays on {first}, and is not on {server} yet', {
      index: name,
      first: first?.server ?? null,
      server,
    });
  }
  return null;
}

function beginning({ config, seen, memory, atMs }: Observation): Next {
  const [server] = config.servers.map(serverPlace);
  const reverted = memory.kept?.reverted ?? {};
  const next = seen?.paying.find(({ name }) => atMs >= (reverted[name] ?? 0));
  if (seen === null || server === undefined || next === undefined)
    return { step: null, because: nothingToMake(seen), isBusy: false };
  const { sql, gainPercent, name } = next;
  const says = '{index} would take {gainPercent} % off what the statements cost the planner; it is tried on {server}';
  return does({ do: 'create', server, sql, gainPercent, name }, says, { index: name, gainPercent, server });
}

function nothingToMake(seen: Seen | null): Because {
  const says = 'no index is to be made';
  return seen !== null && seen.paying.length > 0 ? { says: `${says}: what would pay has not paid lately` } : { says };
}

function does(step: IndexStep, says: string, values: Readonly<Record<string, string | number | null>>): Next {
  return { step, because: { says, ...values }, isBusy: true };
}

function waits(says: string, values: Readonly<Record<string, string | number | null>>): Next {
  return { step: null, because: { says, ...values }, isBusy: true };
}
