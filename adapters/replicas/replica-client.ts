import { setTimeout as sleep } from 'node:timers/promises';
import { choose, lagging } from '../../core/replicas/choose.ts';
import { unfit } from '../../core/replicas/judge.ts';
import { later } from '../../core/replicas/position.ts';
import type { Seen, Unfit } from '../../core/replicas/seen.ts';
import { parseToken, type Token, tokenOf, type Wanted } from '../../core/replicas/token.ts';
import { isAnswer } from '../postgres/is-answer.ts';
import type { Fleet } from './fleet.ts';
import { readAnswer } from './read-answer.ts';
import { ConnectionLost, CredentialsRefused, codeOf, NoWriter } from './replica-error.ts';
import type { Begun, Server } from './server.ts';
import { runIn, type Work } from './server-transaction.ts';

export interface ReplicaClientParts {
  readonly fleet: Fleet;
  /** What the schema has to be; null for what the writer's is, `'any'` where nobody asks. */
  readonly schemaVersion: string | null | 'any';
  readonly mostLagMs: number;
  /** How long a transaction waits for a writer before it has begun. */
  readonly writerPatienceMs: number;
  /** The question that tells a writer's position, asked with COMMIT. */
  readonly position: string;
  nowMs(): number;
  close(): Promise<void>;
}

/** What a transaction came to, and where. */
export interface Answered<T> {
  readonly value: T;
  /** For whatever is to see at least what this transaction saw or wrote. */
  readonly token: Token;
  /** Who answered, as `host:port`, and whether it is a replica. */
  readonly server: string;
  readonly isReplica: boolean;
  /** Why each replica that was thought of did not answer; empty where the first did. */
  readonly refused: ReadonlyMap<string, Unfit>;
}

/** Each further one costs a question. */
const mostReplicasTried = 2;
/** Between two tries to begin on a writer. */
const pauseMs = 40;
/** Each statement then sees what has been replayed by then, whatever the database sets as its default. */
const beginsReading = 'BEGIN READ ONLY ISOLATION LEVEL READ COMMITTED; ';
/** What a replica says that lacks something that the writer may have by now. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const notThere = new Set(['42P01', '42703', '42883', '42704', '3F000']);
/** What a replica says that has to replay what the read stands in the way of. */
const conflicts = new Set(['40001', '40P01', '25006']);

/** What applications use: reads that go to replicas that are far enough, and writes that answer with a token. Made by `openReplicas`. */
export class ReplicaClient {
  private readonly parts: ReplicaClientParts;

  constructor(parts: ReplicaClientParts) {
    this.parts = parts;
  }

  /**
   * Runs a transaction that only reads, on a replica that has what the token asks for, or on the writer. It is on one server
   * from its first statement to its last, and each statement sees at least what the token says. The callback is run again
   * elsewhere where a replica is lost in it or lacks a table or column; it should do nothing but ask its database.
   * Rejects with `InvalidInput` (a token that is none), `NoWriter`, `ConnectionLost`, `LeavesTransaction`, `RolledBack`,
   * `CredentialsRefused` or the callback's own error.
   */
  async read<T>(token: Token | null, work: Work<T>): Promise<Answered<T>> {
    const asked = parseToken(token);
    const { fleet } = this.parts;
    fleet.wake();
    if (fleet.timeline === null) await fleet.findTheWriter(this.parts.writerPatienceMs);
    const wanted = this.here(asked);
    const { tries, refused: left } = choose(fleet.candidates(), this.choosing(wanted));
    const refused = new Map(left);
    for (const name of tries.slice(0, mostReplicasTried)) {
      const server = fleet.server(name);
      const answered = server === null ? null : await this.tryOn(server, wanted, work, refused);
      if (answered !== null) return { ...answered, token: this.after(wanted, answered.token), refused };
    }
    return this.onWriter(beginsReading, work, wanted, refused);
  }

  /**
   * Runs a transaction on the server that takes writes, and answers with a token. A transaction that has not begun waits for
   * a writer, as after a failover; one that has begun is never run again.
   * Rejects with `NoWriter`, `ConnectionLost`, `LeavesTransaction`, `RolledBack`, `CredentialsRefused` or the callback's own
   * error, after none of which anything has been done; with `CommitUnknown` where nobody knows.
   */
  async write<T>(work: Work<T>): Promise<Answered<T>> {
    this.parts.fleet.wake();
    return this.onWriter('BEGIN; ', work, 'anything', new Map());
  }

  /** Ends all connections once their transactions have ended. */
  close(): Promise<void> {
    return this.parts.close();
  }

  /** A place in another database, as before a restore or an upgrade, is none in this one: the writer has what there is. */
  private here(wanted: Wanted): Wanted {
    const { system } = this.parts.fleet;
    const of = typeof wanted === 'string' ? undefined : wanted.system;
    const isElsewhere = of !== undefined && system !== null && of !== system;
    return isElsewhere ? 'the writer' : wanted;
  }

  private choosing(wanted: Wanted) {
    const { fleet, mostLagMs, nowMs } = this.parts;
    const schemaVersion = this.schemaVersion();
    const { timeline, system } = fleet;
    return { wanted, timeline, system, schemaVersion, mostLagMs, history: fleet.history, nowMs: nowMs() };
  }

  private schemaVersion(): string | null {
    const { schemaVersion, fleet } = this.parts;
    if (schemaVersion === 'any') return null;
    return schemaVersion ?? fleet.writer?.seen?.schemaVersion ?? null;
  }

  /** Null where this replica is not the one, which then stands in `refused`. */
  private async tryOn<T>(server: Server, wanted: Wanted, work: Work<T>, refused: Map<string, Unfit>) {
    server.inHand += 1;
    try {
      const begun = await this.begunOn(server, wanted, refused);
      return begun === null ? null : await this.answer(begun, server, work);
    } catch (error) {
      refused.set(server.name, excused(server, error));
      return null;
    } finally {
      server.inHand -= 1;
    }
  }

  private async begunOn(server: Server, wanted: Wanted, refused: Map<string, Unfit>): Promise<Begun | null> {
    const begun = await server.begin(beginsReading).catch((error: unknown) => {
      if (error instanceof CredentialsRefused) throw error;
      refused.set(server.name, { is: 'down', why: messageOf(error) });
      return null;
    });
    if (begun === null) return null;
    this.parts.fleet.note(server, begun.seen);
    const choosing = this.choosing(wanted);
    const why = unfit(begun.seen, choosing) ?? lagging(begun.seen, choosing);
    if (why === null) return begun;
    refused.set(server.name, why);
    await begun.client.query('ROLLBACK').then(
      () => begun.client.release(),
      (error: Error) => begun.client.release(error),
    );
    return null;
  }

  private async onWriter<T>(
    begin: string,
    work: Work<T>,
    wanted: Wanted,
    refused: Map<string, Unfit>,
  ): Promise<Answered<T>> {
    const { server, begun } = await this.begunOnWriter(begin, wanted, refused);
    const answered = await this.answer(begun, server, work).catch((error: unknown) => {
      if (error instanceof ConnectionLost || codeOf(error) === '25006') this.parts.fleet.lost(server);
      throw error;
    });
    return { ...answered, token: this.after(wanted, answered.token), refused };
  }

  private async begunOnWriter(begin: string, wanted: Wanted, refused: ReadonlyMap<string, Unfit>) {
    const { fleet, writerPatienceMs, nowMs } = this.parts;
    let last: unknown = null;
    for (const untilMs = nowMs() + writerPatienceMs; ; ) {
      const server = await fleet.findTheWriter(Math.max(0, untilMs - nowMs()));
      if (server === null) throw fleet.refusesAll() ?? this.noWriter(refused, last);
      try {
        const begun = await server.begin(begin);
        if (isWriter(begun.seen, Math.max(fleet.timeline ?? 0, timelineOf(wanted)))) {
          fleet.note(server, begun.seen);
          return { server, begun };
        }
        begun.client.release(true);
      } catch (error) {
        if (error instanceof CredentialsRefused) throw error;
        last = error;
      }
      fleet.lost(server);
      if (nowMs() >= untilMs) throw this.noWriter(refused, last);
      await sleep(pauseMs);
    }
  }

  private async answer<T>({ client, seen }: Begun, server: Server, work: Work<T>) {
    const ending = seen.position === null ? 'COMMIT' : `COMMIT; ${this.parts.position}`;
    const { value, ended } = await runIn(client, server.name, work, ending);
    const nowMs = this.parts.nowMs();
    const { position } = readAnswer(ended, nowMs, nowMs);
    if (!seen.isReplica && position !== null) this.parts.fleet.wrote(position);
    return { value, token: tokenOf(position, seen.system), server: server.name, isReplica: seen.isReplica };
  }

  /** What was read is as good a beginning as what was written: a reader does not go back in time. */
  private after(wanted: Wanted, answered: Token): Token {
    const seen = parseToken(answered);
    if (typeof seen === 'string') return answered;
    const isHere = typeof wanted !== 'string' && (wanted.system ?? seen.system) === seen.system;
    return tokenOf(isHere ? later(wanted, seen) : seen, seen.system ?? null);
  }

  private noWriter(refused: ReadonlyMap<string, Unfit>, cause: unknown): NoWriter {
    const { fleet } = this.parts;
    const servers = fleet.all.map(({ name, seen, failure }) =>
      failure === null
        ? `${name} is ${seen?.isReplica === false ? 'of an older timeline' : 'a replica'}`
        : `${name}: ${messageOf(failure)}`,
    );
    const said = servers.join('; ') || 'no server was found';
    const next = 'promote a replica, or see whether this caller can reach the writer';
    return new NoWriter(`no server takes writes: ${said}; ${next}`, refused, cause);
  }
}

/** A token may know of a promotion that this process has not met. It comes from outside, so it counts for its own read alone. */
const timelineOf = (wanted: Wanted) => (typeof wanted === 'string' ? 0 : wanted.timeline);

const isWriter = ({ isReplica, position }: Seen, timeline: number) =>
  !isReplica && (position === null || position.timeline >= timeline);

/** Why the writer is asked after an error on a replica; throws the error where it is the caller's. */
function excused(server: Server, error: unknown): Unfit {
  if (error instanceof ConnectionLost) {
    server.fails(error.cause);
    return { is: 'down', why: error.message };
  }
  if (isAnswer(error) && notThere.has(codeOf(error))) return { is: 'other schema', version: null };
  if (isAnswer(error) && conflicts.has(codeOf(error))) return { is: 'down', why: messageOf(error) };
  throw error;
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message || codeOf(error) : String(error));
