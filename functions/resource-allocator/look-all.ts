import type { Capability } from '../../core/capability.ts';
import type { Entry } from '../../core/model/entry.ts';
import { run } from '../../core/pipeline.ts';
import type { Ledger, Spine } from '../../core/ports.ts';
import type { Desired } from '../../core/scaling/desired.ts';
import type { Kept, Observation } from '../../core/scaling/observation.ts';
import { Gate } from './gate.ts';
import type { PlannedLook } from './plan-looks.ts';

export type ScalingEntry = Entry<Observation, Desired, Kept>;
export type Scaling = Capability<Observation, Desired, Kept>;

/** What became of one planned look. */
export type Looked =
  | { readonly planned: PlannedLook; readonly entry: ScalingEntry; readonly milliseconds: number }
  /** The look could not be recorded, or was not made. */
  | { readonly planned: PlannedLook; readonly entry: null; readonly fault: unknown; readonly milliseconds: number };

/** How looks are made in one invocation. */
export interface Looking {
  readonly spine: Spine;
  /** Scaling with readers of its own, which batch what the looks of one chunk ask for. */
  scaling(): Scaling;
  /** Whether there is time for another chunk. */
  hasTime(): boolean;
}

/** The invocation is nearly out of time, so the look was not begun. */
class OutOfTime extends Error {
  override readonly name = 'OutOfTime';

  constructor() {
    super('the invocation had too little time left to begin this look; it comes back with its message');
  }
}

/** Looks that run at once: their reads fill AWS's batches (500 metric queries, 100 groups, 10 services) and fit in memory. */
const chunkSize = 500;

/** How long the looks of a chunk wait for those that take their leases slowly. */
const gatePatienceMs = 500;

/** Makes the looks, chunk by chunk, and tells each as its chunk ends. One look's fault never stops another. */
export async function* lookAll(looks: readonly PlannedLook[], looking: Looking): AsyncGenerator<Looked> {
  for (let from = 0; from < looks.length; from += chunkSize) {
    const chunk = looks.slice(from, from + chunkSize);
    yield* looking.hasTime() ? await lookAtChunk(chunk, looking) : chunk.map(leftOut);
  }
}

function lookAtChunk(chunk: readonly PlannedLook[], { spine, scaling }: Looking): Promise<Looked[]> {
  const gate = new Gate(chunk.length, gatePatienceMs);
  const ledger = gated(spine.ledger, gate);
  const capability = scaling();
  return Promise.all(
    chunk.map((planned) => look(planned, capability, { ...spine, ledger }).finally(() => gate.leave())),
  );
}

async function look(planned: PlannedLook, scaling: Scaling, spine: Spine): Promise<Looked> {
  const startMs = performance.now();
  const { subject, signal } = planned;
  try {
    const entry = await run(scaling, subject, signal, spine);
    return { planned, entry, milliseconds: performance.now() - startMs };
  } catch (fault) {
    return { planned, entry: null, fault, milliseconds: performance.now() - startMs };
  }
}

/** The same ledger, whose memories are read once all looks of the chunk have their leases. */
function gated(ledger: Ledger, gate: Gate): Ledger {
  const memory: Ledger['memory'] = async (key) => {
    await gate.pass();
    return ledger.memory(key);
  };
  return Object.create(ledger, { memory: { value: memory } }) as Ledger;
}

function leftOut(planned: PlannedLook): Looked {
  return { planned, entry: null, fault: new OutOfTime(), milliseconds: 0 };
}
