import { setTimeout as sleep } from 'node:timers/promises';
import type { Candidate } from '../../core/replicas/choose.ts';
import { findWriter } from '../../core/replicas/find-writer.ts';
import type { Position } from '../../core/replicas/position.ts';
import type { Seen } from '../../core/replicas/seen.ts';
import { WriterHistory } from '../../core/replicas/writer-history.ts';
import { CredentialsRefused } from './replica-error.ts';
import { type Server, slowness } from './server.ts';

/** Where a server is, as whoever finds servers names it. */
export interface ServerAddress {
  readonly host: string;
  /** @default 5432 */
  readonly port?: number;
  /** Whether the name stands for several servers, as a reader endpoint's does. @default false */
  readonly isMany?: boolean;
}

export interface FleetParts {
  /** All servers as they are now, the writer among them. */
  find(): Promise<readonly ServerAddress[]>;
  make(address: ServerAddress): Server;
  /** Ends the connections of a server that is no more. */
  forget(name: string): void;
  /** How often servers are looked for again, and how often each is asked how far it is, while they are used. */
  readonly findMs: number;
  readonly lookMs: number;
  /** How far back anybody asks about. */
  readonly mostLagMs: number;
  nowMs(): number;
  /** Told what goes wrong where nobody waits for it. */
  onTrouble(error: unknown): void;
}

const pauseMs = 40;

/** The servers of one database: who they are, which of them takes writes, and how far each is. Nothing runs while it is not used. */
export class Fleet {
  readonly history: WriterHistory;
  private readonly parts: FleetParts;
  private servers = new Map<string, Server>();
  private writerName: string | null = null;
  private newestTimeline: number | null = null;
  private metSystem: string | null = null;
  private foundMs = Number.NEGATIVE_INFINITY;
  private finding: Promise<void> | null = null;

  constructor(parts: FleetParts) {
    this.parts = parts;
    this.history = new WriterHistory(parts.mostLagMs);
  }

  /** The timeline of the newest writer that was met; null before the first. */
  get timeline(): number | null {
    return this.newestTimeline;
  }

  /** Which database that writer is; null where it has not told. */
  get system(): string | null {
    return this.metSystem;
  }

  get all(): readonly Server[] {
    return [...this.servers.values()];
  }

  /** The server that takes writes, as far as is known. */
  get writer(): Server | null {
    return this.writerName === null ? null : (this.servers.get(this.writerName) ?? null);
  }

  /** All but the writer, as a choice sees them. */
  candidates(): readonly Candidate[] {
    const replicas = this.all.filter(({ name }) => name !== this.writerName);
    return replicas.map((one) => one.candidate(slowness(one, replicas)));
  }

  server(name: string): Server | null {
    return this.servers.get(name) ?? null;
  }

  /** Starts what is due, without waiting: looks at servers, and a search for new ones. */
  wake(): void {
    void this.find(this.parts.findMs).catch(this.parts.onTrouble);
    for (const server of this.servers.values())
      void server.look(this.parts.lookMs).then((seen) => this.note(server, seen));
  }

  /** Reads who there is, unless that was done less than `leastMs` ago. Rejects as `find` of its parts does. */
  async find(leastMs: number): Promise<void> {
    if (this.parts.nowMs() - this.foundMs < leastMs) return;
    this.finding ??= this.findNow().finally(() => {
      this.finding = null;
    });
    await this.finding;
  }

  /** What a server has said, in whichever question. */
  note(server: Server, seen: Seen | null): void {
    if (seen === null || seen.isReplica) {
      if (seen !== null && this.writerName === server.name) this.writerName = null;
      return;
    }
    if (!this.meets(server, seen)) return;
    const names = new Map([[server.name, seen]]);
    if (findWriter(names, this.newestTimeline) === null) return;
    this.newestTimeline = Math.max(this.newestTimeline ?? 0, seen.position?.timeline ?? 0) || null;
    if (!server.parts.isMany) this.writerName = server.name;
    if (seen.position !== null) this.history.add(seen.position, seen.atMs);
  }

  /**
   * Whether a writer is of the database that is known. Where none of that takes writes any more, another that does has come in
   * its place, restored or upgraded: its timelines and places have nothing to do with those that were.
   */
  private meets(server: Server, { system }: Seen): boolean {
    if (system === null || system === this.metSystem) return true;
    if (this.metSystem !== null) {
      if (this.writerName !== null && this.writerName !== server.name) return false;
      this.newestTimeline = null;
      this.history.forget();
    }
    this.metSystem = system;
    return true;
  }

  /** What a writer answered to its commit. */
  wrote(position: Position): void {
    this.history.add(position, this.parts.nowMs());
  }

  /** The writer was not one. */
  lost(server: Server): void {
    if (this.writerName === server.name) this.writerName = null;
  }

  /** Asks all servers until one takes writes; null where none does within `patienceMs`. */
  async findTheWriter(patienceMs: number): Promise<Server | null> {
    const untilMs = this.parts.nowMs() + patienceMs;
    for (;;) {
      if (this.writer !== null) return this.writer;
      await this.find(this.parts.findMs / 10).catch(this.parts.onTrouble);
      await this.askAll(Math.max(pauseMs, untilMs - this.parts.nowMs()));
      if (this.writer !== null) return this.writer;
      if (this.parts.nowMs() >= untilMs || this.refusesAll() !== null) return null;
      await sleep(pauseMs);
    }
  }

  /** How servers refuse this process, where all of them do; then waiting does not help. */
  refusesAll(): CredentialsRefused | null {
    const failures = this.all.map(({ failure }) => (failure instanceof CredentialsRefused ? failure : null));
    return failures.includes(null) ? null : (failures[0] ?? null);
  }

  /** A server that hangs is not waited for: as soon as one says that it is the writer, that is enough. */
  private async askAll(mostMs: number): Promise<void> {
    const isFound = this.all.map(async (server) => {
      this.note(server, await server.look(pauseMs / 2, true));
      if (this.writerName === null) throw new Error('not the writer');
    });
    await Promise.race([Promise.any(isFound).catch(() => {}), sleep(mostMs, undefined, { ref: false })]);
  }

  private async findNow(): Promise<void> {
    this.foundMs = this.parts.nowMs();
    const found = (await this.parts.find()).map((address) => [nameOf(address), address] as const);
    const names = new Set(found.map(([name]) => name));
    for (const name of this.servers.keys()) if (!names.has(name)) this.drop(name);
    for (const [name, address] of found) {
      if (!this.servers.has(name)) this.servers.set(name, this.parts.make(address));
    }
  }

  private drop(name: string): void {
    this.servers.delete(name);
    if (this.writerName === name) this.writerName = null;
    this.parts.forget(name);
  }
}

export function nameOf({ host, port = 5432 }: ServerAddress): string {
  return `${host}:${port}`;
}
