import { drawn } from '../../../core/scaling/pool/drawn.ts';
import type { PoolSeen } from '../../../core/scaling/pool/pool-seen.ts';
import type { Scaler, Seen } from '../world/seen.ts';

/**
 * Two scalers as one: what runs follows the one that knows the warm lead, and running and pool together follow the one that
 * knows the long lead, to which all that has had its long start is running.
 */
export class Pooled implements Scaler {
  prepared = 0;
  private readonly running: Scaler | null;
  private readonly together: Scaler;
  private view: View | null = null;

  constructor(running: Scaler | null, together: Scaler) {
    this.running = running;
    this.together = together;
  }

  ask(seen: Seen): number {
    const pool = seen.pool as PoolSeen;
    this.view = asTogether(this.view, seen, pool);
    const sum = this.together.ask(this.view);
    const wanted = this.running === null ? sum : this.running.ask(seen);
    this.prepared = Math.max(wanted, sum);
    return this.running === null ? sum : drawn(wanted, seen.asked, pool);
  }
}

type View = { -readonly [Key in keyof Seen]: Seen[Key] };

/** A group as the long lead sees it. */
function asTogether(view: View | null, seen: Seen, { prepared, warmed }: PoolSeen): View {
  const it = view ?? { ...seen };
  it.step = seen.step;
  it.newest = seen.newest;
  it.due = seen.due;
  it.catchingUp = seen.catchingUp;
  it.deploying = seen.deploying;
  it.asked = prepared;
  it.running = warmed;
  return it;
}
