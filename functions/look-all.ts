import { type Looked, OutOfTime } from '../core/looking/looked.ts';
import type { PlannedLook } from '../core/looking/plan.ts';
import type { Entry } from '../core/model/entry.ts';
import type { Ledger, Spine } from '../core/ports.ts';
import { Gate } from './gate.ts';

/** How looks are made in one invocation. */
export interface Looker<E extends Entry> {
  readonly spine: Spine;
  /** How many looks run at once. */
  readonly chunkSize: number;
  /** What makes the looks of one chunk, with readers of its own, which batch what they ask for. */
  look(): (planned: PlannedLook, spine: Spine) => Promise<E>;
  /** Whether there is time for another chunk. */
  hasTime(): boolean;
}

/** How long the looks of a chunk wait for those that take their leases slowly. */
const gatePatienceMs = 500;

/** Makes the looks, chunk by chunk, and tells each as its chunk ends. One look's fault never stops another. */
export async function* lookAll<E extends Entry>(
  looks: readonly PlannedLook[],
  looker: Looker<E>,
): AsyncGenerator<Looked<E>> {
  const { chunkSize } = looker;
  for (let from = 0; from < looks.length; from += chunkSize) {
    const chunk = looks.slice(from, from + chunkSize);
    yield* looker.hasTime() ? await lookAtChunk(chunk, looker) : chunk.map(leftOut);
  }
}

function lookAtChunk<E extends Entry>(chunk: readonly PlannedLook[], looker: Looker<E>): Promise<Looked<E>[]> {
  const gate = new Gate(chunk.length, gatePatienceMs);
  const spine = { ...looker.spine, ledger: gated(looker.spine.ledger, gate) };
  const make = looker.look();
  return Promise.all(chunk.map((planned) => look(planned, () => make(planned, spine)).finally(() => gate.leave())));
}

async function look<E extends Entry>(planned: PlannedLook, make: () => Promise<E>): Promise<Looked<E>> {
  const startMs = performance.now();
  try {
    const entry = await make();
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

function leftOut(planned: PlannedLook): Looked<never> {
  return { planned, entry: null, fault: new OutOfTime(), milliseconds: 0 };
}
