import type { Capacity } from '../../../core/scaling/observation.ts';
import { type Fleet, settled } from '../deployments/histories.ts';
import type { MetricName, Situation, Told } from './situation.ts';

export const minuteMs = 60_000;
/** Looks come a little after the minute, as a schedule's do. */
const afterMs = 5000;

/** A situation as it goes on, minute by minute. Deterministic. */
export class Situated {
  readonly situation: Situation;
  asked: number;
  minute: number;
  private readonly asks = new Map<number, number>();
  private readonly told = new Map<number, Told>();
  private fleet: Fleet;

  constructor(situation: Situation) {
    this.situation = situation;
    this.asked = situation.units;
    this.minute = -situation.calm;
    this.fleet = settled(situation.units);
  }

  /** Lets a minute begin; its look is made after this. */
  begin(minute: number): void {
    const { situation, asks } = this;
    this.minute = minute;
    this.asked = situation.reset(this.asked, minute);
    asks.set(minute, this.asked);
    const up = Math.min(asks.get(minute - situation.leadMinutes) ?? situation.units, this.asked);
    this.fleet = situation.fleet(up, minute);
    this.told.set(minute, situation.tell(this.now));
  }

  get now() {
    return { minute: this.minute, asked: this.asked, fleet: this.fleet };
  }

  get deploying(): boolean {
    return this.fleet.told;
  }

  get running(): number {
    return this.fleet.running;
  }

  capacity(): Capacity {
    return this.situation.capacity(this.now);
  }

  /** A metric of a minute, where it can be read by now; null where it cannot, `missing` where it is due and never will be. */
  read(metric: MetricName, minute: number): number | 'missing' | null {
    const told = this.told.get(minute) ?? null;
    if (told === null || minute >= this.minute) return null;
    const late = this.situation.lateSeconds(metric, minute);
    const value = told[metric];
    if (value === null || late === null) return 'missing';
    return (minute + 1) * minuteMs + late * 1000 <= this.minute * minuteMs + afterMs ? value : null;
  }

  atMs(startMs: number): number {
    return startMs + this.minute * minuteMs + afterMs;
  }
}
