import type { PoolSeen } from '../../../core/scaling/pool/pool-seen.ts';
import type { Workload } from '../../workloads/workload.ts';
import type { Seen } from './seen.ts';

/** What has happened in a world, by step, whether or not it can be read yet. */
interface Happened {
  readonly workload: Pick<Workload, 'demand' | 'measured'>;
  readonly utilisation: Float64Array;
  readonly ran: Int32Array;
  readonly busy: Float64Array;
  readonly served: Int32Array;
}

/** What scalers are told of a world: written step by step, as its metrics are published. */
export class Told implements Seen {
  readonly stepSeconds: number;
  step = 0;
  newest = -1;
  due = -1;
  catchingUp = false;
  readonly demand: Float64Array;
  readonly utilisation: Float64Array;
  readonly ran: Int32Array;
  readonly busy: Float64Array;
  readonly served: Int32Array;
  readonly measured: Uint8Array;
  asked = 0;
  running = 0;
  deploying = false;
  readonly min: number | null;
  readonly max: number | null;
  pool: PoolSeen | null = null;

  constructor(stepSeconds: number, steps: number, bounds: { readonly min: number; readonly max: number | null }) {
    this.stepSeconds = stepSeconds;
    this.demand = new Float64Array(steps);
    this.utilisation = new Float64Array(steps);
    this.ran = new Int32Array(steps);
    this.busy = new Float64Array(steps);
    this.served = new Int32Array(steps);
    this.measured = new Uint8Array(steps);
    this.min = bounds.min === 1 ? null : bounds.min;
    this.max = bounds.max;
  }

  /** Tells the metrics of the next step. */
  publish({ workload, utilisation, ran, busy, served }: Happened): void {
    const step = ++this.newest;
    if (workload.measured[step] === 0) return;
    this.measured[step] = 1;
    this.demand[step] = workload.demand[step] as number;
    this.utilisation[step] = utilisation[step] as number;
    this.ran[step] = ran[step] as number;
    this.busy[step] = busy[step] as number;
    this.served[step] = served[step] as number;
  }

  /** As nothing was told yet. */
  forget(): void {
    this.newest = -1;
    this.demand.fill(0);
    this.utilisation.fill(0);
    this.ran.fill(0);
    this.busy.fill(0);
    this.served.fill(0);
    this.measured.fill(0);
  }
}
