import { setTimeout as sleep } from 'node:timers/promises';
import type { Session } from '../../../adapters/postgres/session.ts';

const everyMs = 20;

/** Watches from outside for how long applications are let into a slot at neither of two servers. */
export class ClosedWatch {
  private readonly sessions: readonly Session[];
  private readonly watching: Promise<void>;
  private isOver = false;
  /** The longest so far, milliseconds; what is shorter than two looks is not seen. */
  mostMs = 0;

  constructor(sessions: readonly Session[]) {
    this.sessions = sessions;
    // A server that is stopped ends the watch too.
    this.watching = this.watch().catch(() => {});
  }

  async end(): Promise<number> {
    this.isOver = true;
    await this.watching;
    await Promise.all(this.sessions.map((session) => session.end()));
    return this.mostMs;
  }

  private async watch(): Promise<void> {
    let closedSinceMs: number | null = null;
    while (!this.isOver) {
      const fromMs = performance.now();
      const open = await Promise.all(this.sessions.map(isOpen));
      if (open.includes(true)) closedSinceMs = null;
      else closedSinceMs ??= fromMs;
      if (closedSinceMs !== null) this.mostMs = Math.max(this.mostMs, performance.now() - closedSinceMs);
      await sleep(everyMs);
    }
  }
}

async function isOpen(session: Session): Promise<boolean> {
  const rows = await session.query(
    "SELECT 1 FROM pg_namespace WHERE nspname ~ '^ls00000_e[0-9]+$' AND has_schema_privilege('application', oid, 'USAGE')",
  );
  return rows.length > 0;
}
