import { randomBytes } from 'node:crypto';
import type { Blocker } from '../../../../../core/sharding/moving/servers/seen.ts';
import type { Encryption } from '../../../../postgres/place.ts';
import { codeOf } from '../../../../postgres/session.ts';
import { madeNames, tryName } from '../made-names.ts';
import { reach } from '../reach.ts';
import { unmuted } from '../secretly.ts';
import { dropStreamRole, makeStreamRole } from '../stream-role.ts';
import type { Side, Work } from '../work.ts';
import type { PreFlight } from './found.ts';

/** What a try to reach one server from the other came to: a blocker, or what is to be known of the stream beforehand. */
interface Tried {
  readonly blocker: Blocker | null;
  readonly notices: readonly string[];
}

/** Each server has to reach the other as the stream's own role; that is tried, and leaves nothing behind. */
export async function reachBoth({ move, source, target, streams }: Work): Promise<PreFlight> {
  const [there, back] = (['there', 'back'] as const).map((way) => madeNames({ ...move, way }).stream);
  const tried = [await reachFrom(source, target, String(there), streams)];
  // A pin is not taken back.
  if (move.kind === 'move') tried.push(await reachFrom(target, source, String(back), streams));
  return {
    blockers: tried.map(({ blocker }) => blocker).filter((blocker) => blocker !== null),
    notices: tried.flatMap(({ notices }) => notices),
  };
}

/** insufficient_privilege; undefined_object where the server has no role to replicate by. */
const notAllowed: ReadonlySet<string | null> = new Set(['42501', '42704']);

async function reachFrom(from: Side, to: Side, stream: string, least: Work['streams']): Promise<Tried> {
  // Another driver of the move may try at the same time, or have begun the real stream by now: this try has a name of its own.
  const name = `${tryName(stream)}_${randomBytes(4).toString('hex')}`;
  try {
    const { name: username, password } = await makeStreamRole(from.session, name);
    const place = { ...(await from.place()), username, password };
    const ends = { reader: to.session, publisher: from.session, place };
    const reached = await reach(ends, name, least);
    if ('refused' in reached)
      return { blocker: { told: tellUnreached(from, to, reached.refused, least), passes: true }, notices: [] };
    return { blocker: null, notices: [...tellEncryption(from, to, reached.by), ...(await tellSeen(to))] };
  } catch (error) {
    if (!notAllowed.has(codeOf(error))) throw error;
    const next = 'give it CREATEROLE, and rds_replication WITH ADMIN OPTION on RDS and Aurora';
    const told = `Shard "${from.shard}": the mover may not make the role as which "${to.shard}" reads the stream (${(error as Error).message}): ${next}.`;
    return { blocker: { told, passes: false }, notices: [] };
  } finally {
    await dropStreamRole(from.session, name);
  }
}

function tellEncryption(from: Side, to: Side, by: Encryption): string[] {
  const stream = `Shard "${to.shard}" reads from "${from.shard}" with sslmode ${by.mode}`;
  if (by.mode === 'require') return [`${stream}: encrypted, and nobody checks that it is "${from.shard}".`];
  if (by.mode === 'disable') return [];
  return [`${stream}, checked by ${by.roots ?? "the root certificate of the server's own user"}.`];
}

/** What the mover could not keep out of the log and the statistics of the server where the subscription is made. */
async function tellSeen({ shard, session }: Side): Promise<string[]> {
  const loud = await unmuted(session);
  if (loud.length === 0) return [];
  const fix = 'GRANT SET ON PARAMETER ... TO the role of the secret, or set them otherwise in the parameter group';
  return [
    `Shard "${shard}" writes the password of the stream's role down (${loud.join(', ')}), which is good until the move ends: ${fix}.`,
  ];
}

function tellUnreached(from: Side, to: Side, said: string, least: Work['streams']): string {
  const next = 'let its security group and pg_hba.conf let the other server in';
  const unverified =
    least === 'verify-full' && /certificate|root/i.test(said)
      ? "; to take a server for what it says that it is, deploy the keyspace with streams: 'require'"
      : '';
  return `Shard "${to.shard}" cannot reach "${from.shard}" (${said}): ${next}${unverified}.`;
}
