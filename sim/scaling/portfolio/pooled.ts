import { drawn } from '../../../core/scaling/pool/drawn.ts';
import type { PoolSeen } from '../../../core/scaling/pool/pool-seen.ts';
import type { Scaler, Seen } from '../world/seen.ts';

/**
 * Two scalers as one: what runs follows the one that knows the warm lead, and running and pool together follow the one that
 * knows the long lead, to which all that has had its long start is running.
 */
export class Pooled implements Scaler {
  prepared = 0;
  private readonly running: Scaler;
  private readonly together: Scaler;
  private view: View | null = null;

  constructor(running: Scaler, together: Scaler) {
    this.running = running;
    this.together = together;
  }

  ask(seen: Seen): number {
    const pool = seen.pool as PoolSeen;
    const wanted = this.running.ask(seen);
    this.view = asTogether(this.view, seen, pool);
    this.prepared = Math.max(wanted, this.together.ask(this.view));
    return drawn(wanted, seen.asked, pool);
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
