import { hpa, keda } from '../baselines/hpa.ts';
import { targetTracking } from '../baselines/target-tracking.ts';
import type { Scaler, Seen } from '../world/seen.ts';
import { Situated } from './situated.ts';
import type { Asked, Decider, MetricName, Situation } from './situation.ts';

/** What units are to be busy, percent, and what one serves per second at the most: the same for everybody. */
export const targetPercent = 60;
export const unitPerSecond = 100;

/** A peer, as it decides by its own documentation. */
export interface Peer extends Decider {
  readonly policy: string;
  /** What it goes by. */
  readonly metrics: readonly MetricName[];
  make(): Scaler;
  /** What it asks for from 0 units, where its ratio is one of nothing. */
  fromZero(seen: Seen): number;
}

const stepSeconds = 60;
const holdSeconds = 300;

/** The default behaviour of each, with the target that everybody is given. */
export const peers: readonly Peer[] = [
  {
    policy: 'HPA',
    tells: 'utilisation',
    holdMinutes: holdSeconds / 60,
    metrics: ['BusyReady'],
    make: () => hpa(targetPercent / 100, holdSeconds, stepSeconds),
    // Without units there is no utilisation, and HPA is disabled at 0 replicas.
    fromZero: () => 0,
  },
  {
    policy: 'KEDA',
    tells: 'demand',
    holdMinutes: holdSeconds / 60,
    metrics: ['Requests'],
    make: () => keda(targetPercent / 100, holdSeconds, stepSeconds, unitPerSecond),
    // KEDA itself goes from 0 to 1 while its source is active; from there on HPA follows it.
    fromZero: ({ demand, newest }) => ((demand[newest] ?? 0) > 0 ? 1 : 0),
  },
  {
    policy: 'AWS target tracking',
    tells: 'utilisation',
    // The low alarm takes fifteen periods, and the cool-down is over by then.
    holdMinutes: 15,
    metrics: ['Busy'],
    make: () => targetTracking(targetPercent / 100, holdSeconds, stepSeconds),
    // Without units there is no utilisation to be above its target.
    fromZero: () => 0,
  },
];

/** Plays a situation with a peer in the product's place: it decides each minute, within the bounds that it is given. */
export function playPeer(situation: Situation, { make, metrics, fromZero }: Peer): readonly Asked[] {
  const situated = new Situated(situation);
  const scaler = make();
  const seen = new PeerSeen(situated, metrics);
  const asked: Asked[] = [];
  for (let minute = -situation.calm; minute < situation.minutes; minute++) {
    situated.begin(minute);
    seen.look();
    const wanted = seen.asked === 0 ? fromZero(seen) : scaler.ask(seen);
    // HPA, KEDA and AWS bring what is outside of the bounds inside at once.
    const { min, max } = situation.bounds(minute);
    situated.asked = Math.max(min, Math.min(max, wanted));
    if (minute >= 0) asked.push({ minute, units: situated.asked });
  }
  return asked;
}

/** A situation as a peer sees it. Steps are minutes since the beginning of the calm. */
class PeerSeen implements Seen {
  readonly stepSeconds = stepSeconds;
  readonly catchingUp = false;
  readonly min = null;
  readonly max = null;
  readonly pool = null;
  newest = -1;
  readonly demand: Float64Array;
  readonly utilisation: Float64Array;
  readonly busy: Float64Array;
  readonly ran: Int32Array;
  readonly served: Int32Array;
  readonly measured: Uint8Array;
  private readonly situated: Situated;
  private readonly metrics: readonly MetricName[];

  constructor(situated: Situated, metrics: readonly MetricName[]) {
    const steps = situated.situation.calm + situated.situation.minutes;
    this.situated = situated;
    this.metrics = metrics;
    this.demand = new Float64Array(steps);
    this.utilisation = new Float64Array(steps);
    this.busy = new Float64Array(steps);
    this.ran = new Int32Array(steps);
    this.served = new Int32Array(steps);
    this.measured = new Uint8Array(steps);
  }

  get step(): number {
    return this.situated.minute + this.situated.situation.calm;
  }

  get due(): number {
    return this.step - 2;
  }

  get asked(): number {
    return this.situated.asked;
  }

  get running(): number {
    return this.situated.running;
  }

  get deploying(): boolean {
    return this.situated.deploying;
  }

  /** Takes in what can be read by now. */
  look(): void {
    this.ran[this.step] = this.situated.running;
    for (let step = this.newest + 1; step < this.step; step++) {
      const minute = step - this.situated.situation.calm;
      const states = this.metrics.map((metric) => this.situated.read(metric, minute));
      if (states.includes(null)) return;
      this.newest = step;
      if (states.includes('missing')) continue;
      this.measured[step] = 1;
      this.served[step] = this.number('Ready', minute);
      this.demand[step] = this.number('Requests', minute);
      this.utilisation[step] = this.number('Busy', minute) / 100;
      this.busy[step] = this.number('BusyReady', minute) / 100;
    }
  }

  private number(metric: MetricName, minute: number): number {
    const value = this.situated.read(metric, minute);
    return typeof value === 'number' ? value : 0;
  }
}
