import type { ReplicaClient, Token } from '../../../clients/replicas.ts';
import { seeded } from '../../../core/model/seeded.ts';
import { parseToken } from '../../../core/replicas/token.ts';
import type { Positions } from './positions.ts';
import type { Strategy } from './strategies.ts';

const sessions = 24;
const keysOfSession = 5;
const readsOfWrite = 9;
/** Of ten reads, how many follow their own write at once, and how many want a write of before. */
const [atOnce, ofBefore] = [0.2, 0.6];

/** What a session has written, and the token that it carries for it. */
interface Written {
  readonly key: string;
  readonly n: number;
  readonly token: Token;
}

/** What all sessions together have seen. */
export class Tally {
  writes = 0;
  reads = 0;
  missedOwnWrite = 0;
  fromReplica = 0;
  private readonly wanted: { readonly atMs: number; readonly token: Token | null }[] = [];

  note(atMs: number, token: Token | null, isReplica: boolean): void {
    this.reads += 1;
    if (isReplica) this.fromReplica += 1;
    this.wanted.push({ atMs, token });
  }

  /** How many of the same reads one could have sent to a replica who knows where each is. */
  oracle(positions: readonly Positions[]): number {
    return this.wanted.filter(({ atMs, token }) => {
      const wanted = parseToken(token);
      if (typeof wanted === 'string') return wanted === 'anything';
      return positions.some((one) => one.reachedMs(wanted.lsn) <= atMs);
    }).length;
  }
}

/** Sessions that write and read side by side, until so many writes are done. */
export async function runSessions(
  replicas: ReplicaClient,
  strategy: Strategy,
  tally: Tally,
  writes: number,
  onWrite: () => void = () => {},
): Promise<void> {
  const until = tally.writes + writes;
  await Promise.all(
    Array.from({ length: sessions }, async (_, id) => {
      const random = seeded(id + tally.writes + 1);
      const kept: Written[] = [];
      for (let owed = 0; tally.writes < until; ) {
        tally.writes += 1;
        const written = await write(replicas, `s${id}-${tally.writes % keysOfSession}`, tally.writes);
        onWrite();
        kept.push(written);
        await strategy.afterWrite();
        owed += readsOfWrite * atOnce;
        const ownFirst = Math.floor(owed);
        owed -= ownFirst;
        for (let n = 0; n < ownFirst; n++) await read(strategy, tally, written);
        for (let n = ownFirst; n < readsOfWrite; n++) await read(strategy, tally, later(kept, random));
      }
    }),
  );
}

/** A write of before, with its own token as a message carries it; or a key that somebody else may have written, and no token. */
function later(kept: readonly Written[], random: () => number): Written | string {
  if (random() * (1 - atOnce) > ofBefore - atOnce) return `s${Math.floor(random() * sessions)}-0`;
  return kept[Math.floor(random() * kept.length)] as Written;
}

/** A write that fails is done again: by the person at the browser, as it were. */
async function write(replicas: ReplicaClient, key: string, n: number): Promise<Written> {
  for (;;) {
    const statement = 'INSERT INTO kept VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET n = excluded.n';
    const written = await replicas.write((sql) => sql.query(statement, [key, n])).catch(() => null);
    if (written !== null) return { key, n, token: written.token };
  }
}

async function read(strategy: Strategy, tally: Tally, what: Written | string): Promise<void> {
  const own = typeof what === 'string' ? null : what;
  const atMs = performance.now();
  const answered = await strategy.read(own?.key ?? String(what), own?.token ?? null).catch(() => null);
  if (answered === null) return read(strategy, tally, what);
  tally.note(atMs, own?.token ?? null, answered.isReplica);
  if (own !== null && (answered.n ?? -1) < own.n) tally.missedOwnWrite += 1;
}
