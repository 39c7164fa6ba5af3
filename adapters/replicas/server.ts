import type { PoolClient, QueryResult } from 'pg';
import type { Candidate } from '../../core/replicas/choose.ts';
import type { Seen, Unfit } from '../../core/replicas/seen.ts';
import { isAnswer } from '../postgres/is-answer.ts';
import { type AnswerRow, readAnswer } from './read-answer.ts';
import { codeOf } from './replica-error.ts';

/** What a server is asked by, and with which patience. */
export interface ServerParts {
  /** As `host:port`. */
  readonly name: string;
  /** Whether the name stands for several servers, as a reader endpoint's does. */
  readonly isMany: boolean;
  /** The fullest first; the last is one that every server can answer. */
  readonly questions: readonly string[];
  readonly answerMs: number;
  nowMs(): number;
  connect(): Promise<PoolClient>;
}

/** A transaction that has begun, and what the server said then. */
export interface Begun {
  readonly client: PoolClient;
  readonly seen: Seen;
}

/** How long a question that a server could not answer is not asked again. */
const fullAgainMs = 5000;
const firstRestMs = 200;
const longestRestMs = 5_000;
/** How much of a new measurement goes into what is remembered. */
const newShare = 0.2;

/** One server: its connections, what it last said, and whether it is left alone for now. */
export class Server {
  readonly parts: ServerParts;
  seen: Seen | null = null;
  inHand = 0;
  tookMs = 0;
  /** What it last failed by; null while it answers. */
  failure: unknown = null;
  private down: Unfit | null = null;
  private failures = 0;
  private restUntilMs = 0;
  private looking: Promise<Seen | null> | null = null;
  private lookedMs = Number.NEGATIVE_INFINITY;
  private movedMs = 0;
  private level = 0;
  private fullAgainMs = 0;

  constructor(parts: ServerParts) {
    this.parts = parts;
  }

  get name(): string {
    return this.parts.name;
  }

  /** As a choice sees it; `slow` where it takes far longer than others. */
  candidate(slow: Unfit | null): Candidate {
    const { name, seen, inHand, tookMs, movedMs, down } = this;
    return { name, seen, inHand, tookMs, movedMs, leftAlone: down ?? slow, isMany: this.parts.isMany };
  }

  /**
   * Takes a connection and opens a transaction on it, and asks in the same message how far the server is. Rejects with what
   * the connection said; what is begun is the caller's to end and to release.
   */
  async begin(how: string): Promise<Begun> {
    const client = await this.connect();
    try {
      return { client, seen: await this.asked(client, how) };
    } catch (error) {
      client.release(error instanceof Error ? error : true);
      this.fails(error);
      throw error;
    }
  }

  /**
   * Asks how far it is, unless that was asked less than `leastMs` ago or it is left alone, which nobody waits for who is in
   * want of a writer. Answers null where it does not say.
   */
  look(leastMs: number, isUrgent = false): Promise<Seen | null> {
    const nowMs = this.parts.nowMs();
    if (this.looking !== null) return this.looking;
    if (nowMs - this.lookedMs < leastMs || (!isUrgent && nowMs < this.restUntilMs)) return Promise.resolve(this.seen);
    this.lookedMs = nowMs;
    this.looking = this.ask().finally(() => {
      this.looking = null;
    });
    return this.looking;
  }

  /** Leaves it alone for a while, longer each time. */
  fails(error: unknown): void {
    const why = error instanceof Error ? error.message || codeOf(error) : String(error);
    this.failure = error;
    this.down = { is: 'down', why };
    this.seen = null;
    this.restUntilMs = this.parts.nowMs() + Math.min(longestRestMs, firstRestMs * 2 ** this.failures++);
  }

  private async ask(): Promise<Seen | null> {
    const begun = await this.begin('').catch(() => null);
    begun?.client.release();
    return begun?.seen ?? null;
  }

  /** By the fullest question that the server can answer; what it lacks is looked for again after a while. */
  private async asked(client: PoolClient, how: string): Promise<Seen> {
    const { questions, answerMs, nowMs } = this.parts;
    if (nowMs() > this.fullAgainMs) this.level = 0;
    for (;;) {
      const sentMs = nowMs();
      const query = { text: `${how}${questions[this.level]}`, query_timeout: answerMs };
      try {
        return this.note(rowOf(await client.query(query)), sentMs);
      } catch (error) {
        if (!isAnswer(error) || this.level + 1 >= questions.length) throw error;
        this.level += 1;
        this.fullAgainMs = nowMs() + fullAgainMs;
        await client.query('ROLLBACK');
      }
    }
  }

  private async connect(): Promise<PoolClient> {
    try {
      return await this.parts.connect();
    } catch (error) {
      this.fails(error);
      throw error;
    }
  }

  private note(row: AnswerRow | undefined, sentMs: number): Seen {
    const seen = readAnswer(row, sentMs, this.parts.nowMs());
    if (seen.position?.lsn !== this.seen?.position?.lsn) this.movedMs = seen.atMs;
    this.seen = seen;
    this.down = null;
    this.failure = null;
    this.failures = 0;
    this.restUntilMs = 0;
    this.tookMs = this.tookMs === 0 ? seen.tookMs : this.tookMs + newShare * (seen.tookMs - this.tookMs);
    return seen;
  }
}

/** Several statements of one message answer one result each. */
function rowOf(results: QueryResult<AnswerRow> | readonly QueryResult<AnswerRow>[]): AnswerRow | undefined {
  return (Array.isArray(results) ? results.at(-1) : results)?.rows[0];
}

/** What is this many times slower than the middle of the others is left alone, if it is slow at all. */
const slowTimes = 5;
const leastSlowMs = 50;

/** Whether a server takes far longer than the others to answer; null where it does not. */
export function slowness(server: Server, others: readonly Server[]): Unfit | null {
  const known = others.filter((one) => one !== server && one.tookMs > 0).map(({ tookMs }) => tookMs);
  const middle = known.toSorted((one, other) => one - other)[Math.floor(known.length / 2)];
  if (middle === undefined || server.tookMs < Math.max(leastSlowMs, slowTimes * middle)) return null;
  return { is: 'slow', tookMs: server.tookMs };
}
