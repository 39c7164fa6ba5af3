import { setTimeout as sleep } from 'node:timers/promises';
import type { Position } from '../../core/replicas/position.ts';
import { type Heard, type ServerStanding, standing } from '../../core/replicas/standing.ts';
import type { Fleet } from './fleet.ts';
import type { Server } from './server.ts';

const askAgainMs = 20;

/**
 * How each server stands, the writer first. Replicas are asked until they have what the writer had at the beginning, for
 * `waitMs` at most: that is their lag, whatever their clocks say and however idle the writer is.
 */
export async function askStandings(
  fleet: Fleet,
  waitMs: number,
  nowMs: () => number,
): Promise<readonly ServerStanding[]> {
  await fleet.find(0);
  const heard = await Promise.all(fleet.all.map((server) => hear(fleet, server)));
  const writer = heard.find(({ server }) => server === fleet.writer?.name) ?? null;
  const position = writer?.seen?.position ?? null;
  const sinceMs = nowMs();
  const standings = await Promise.all(
    fleet.all.map(async (server, index) => {
      const one = heard[index] as Heard;
      const isThere =
        position === null || one.seen === null ? false : await reaches(server, position, sinceMs + waitMs, nowMs);
      return standing(one, writer, isThere ? nowMs() - sinceMs : null);
    }),
  );
  return standings.toSorted((one, other) => Number(other.role === 'writer') - Number(one.role === 'writer'));
}

async function hear(fleet: Fleet, server: Server): Promise<Heard> {
  const seen = await server.look(0, true);
  fleet.note(server, seen);
  const { failure } = server;
  return {
    server: server.name,
    seen,
    failure: failure === null ? null : failure instanceof Error ? failure.message : String(failure),
  };
}

async function reaches(server: Server, there: Position, untilMs: number, nowMs: () => number): Promise<boolean> {
  for (;;) {
    const position = (await server.look(0))?.position ?? null;
    if (position?.timeline === there.timeline && position.lsn >= there.lsn) return true;
    if (nowMs() >= untilMs) return false;
    await sleep(askAgainMs);
  }
}
