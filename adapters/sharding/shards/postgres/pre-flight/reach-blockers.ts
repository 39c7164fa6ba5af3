import { randomBytes } from 'node:crypto';
import type { Blocker } from '../../../../../core/sharding/moving/servers/seen.ts';
import { codeOf } from '../../../../postgres/session.ts';
import { madeNames, tryName } from '../made-names.ts';
import { reach } from '../reach.ts';
import { dropStreamRole, makeStreamRole } from '../stream-role.ts';
import type { Side, Work } from '../work.ts';

/** Each server has to reach the other as the stream's own role; that is tried, and leaves nothing behind. */
export async function reachBlockers({ move, source, target, streams }: Work): Promise<readonly Blocker[]> {
  const [there, back] = (['there', 'back'] as const).map((way) => madeNames({ ...move, way }).stream);
  const found = [await unreached(source, target, String(there), streams)];
  // A pin is not taken back.
  if (move.kind === 'move') found.push(await unreached(target, source, String(back), streams));
  return found.filter((blocker) => blocker !== null);
}

/** insufficient_privilege; undefined_object where the server has no role to replicate by. */
const notAllowed: ReadonlySet<string | null> = new Set(['42501', '42704']);

async function unreached(from: Side, to: Side, stream: string, least: Work['streams']): Promise<Blocker | null> {
  // Another driver of the move may try at the same time, or have begun the real stream by now: this try has a name of its own.
  const name = `${tryName(stream)}_${randomBytes(4).toString('hex')}`;
  try {
    const { name: username, password } = await makeStreamRole(from.session, name);
    const place = { ...(await from.place()), username, password };
    const ends = { reader: to.session, publisher: from.session, place };
    const reached = await reach(ends, name, least);
    return 'by' in reached ? null : { told: tellUnreached(from, to, reached.refused, least), passes: true };
  } catch (error) {
    if (!notAllowed.has(codeOf(error))) throw error;
    const next = 'give it CREATEROLE, and rds_replication WITH ADMIN OPTION on RDS and Aurora';
    const told = `Shard "${from.shard}": the mover may not make the role as which "${to.shard}" reads the stream (${(error as Error).message}): ${next}.`;
    return { told, passes: false };
  } finally {
    await dropStreamRole(from.session, name);
  }
}

function tellUnreached(from: Side, to: Side, said: string, least: Work['streams']): string {
  const next = 'let its security group and pg_hba.conf let the other server in';
  const unverified =
    least === 'verify-full' && /certificate|root/i.test(said)
      ? "; to take a server for what it says that it is, deploy the keyspace with streams: 'require'"
      : '';
  return `Shard "${to.shard}" cannot reach "${from.shard}" (${said}): ${next}${unverified}.`;
}
