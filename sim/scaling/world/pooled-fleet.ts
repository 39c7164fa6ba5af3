import type { PoolSeen } from '../../../core/scaling/pool/pool-seen.ts';

/** How long things take, in steps. */
export interface PoolSteps {
  /** From a launch at a step to serving, or to standing prepared. */
  lead(step: number): number;
  /** From the start of a prepared unit at a step to serving. */
  warmLead(step: number): number;
  /** From the end of the step in which a unit is taken out of service to its own, or to its standing prepared again. */
  readonly drain: number;
  readonly back: number;
  /** A launch is billed for at least so long. */
  readonly leastBilled: number;
}

interface Starting {
  readonly servesAt: number;
  readonly isCold: boolean;
  units: number;
}

interface Coming {
  readonly at: number;
  readonly readyAt: number;
  units: number;
}

/**
 * Units of a group beside a pool of prepared ones, as a warm pool of EC2 with reuse on scale-in: what is asked for is started
 * from the pool, and launched cold where that is empty; what is asked for no more goes back into it. The pool is filled up
 * to `prepared` less what is asked for, and what is beyond is ended: AWS does not say which goes first, so those that stand
 * ready go, which costs most. What was asked for last is taken away first.
 */
export class PooledFleet implements PoolSeen {
  prepared: number;
  ready = 0;
  private asked: number;
  private up: number;
  private readonly times: PoolSteps;
  private readonly starting: Starting[] = [];
  /** Launched into the pool, oldest first; billed as they run. */
  private readonly warming: Coming[] = [];
  private warmingUnits = 0;
  /** Taken out of service, oldest first. */
  private readonly returning: Coming[] = [];
  private returningUnits = 0;
  /** What is billed until a step besides what is asked for, by that step. */
  private readonly ends: Int32Array;
  private ending = 0;

  constructor(asked: number, steps: number, times: PoolSteps) {
    this.asked = asked;
    this.prepared = asked;
    this.up = asked;
    this.times = times;
    this.ends = new Int32Array(steps + times.back + times.leastBilled + 2);
  }

  /** All that run, start, return, or stand prepared: whatever has had its long start. */
  get warmed(): number {
    return this.prepared - this.warmingUnits - this.coldUnits();
  }

  /** Units that serve in this step. To be asked once a step, before `ask`. */
  serves(step: number): number {
    this.ending -= this.ends[step] as number;
    while (this.warming.length > 0 && (this.warming[0] as Coming).readyAt <= step) {
      const { units } = this.warming.shift() as Coming;
      this.warmingUnits -= units;
      this.ready += units;
    }
    while (this.returning.length > 0 && (this.returning[0] as Coming).readyAt <= step) {
      const { units } = this.returning.shift() as Coming;
      this.returningUnits -= units;
      this.ready += units;
    }
    for (let index = 0; index < this.starting.length; ) {
      const { servesAt, units } = this.starting[index] as Starting;
      if (servesAt > step) index++;
      else {
        this.up += units;
        this.starting.splice(index, 1);
      }
    }
    return this.up;
  }

  /** Sets what is asked for, and prepared with it, from this step on; answers the units billed in full. Those that stand `ready` are not among them. */
  ask(step: number, units: number, prepared: number): number {
    if (units > this.asked) this.start(step, units - this.asked);
    this.prepared = Math.max(units, prepared);
    if (units < this.asked) this.takeBack(step, this.asked - units, this.prepared > units);
    this.asked = units;
    const missing = this.prepared - units - this.ready - this.warmingUnits - this.returningUnits;
    if (missing > 0) {
      this.warm(step, step + this.times.lead(step), missing);
    } else if (missing < 0) this.end(step, -missing);
    return units + this.ending + this.warmingUnits;
  }

  private coldUnits(): number {
    let cold = 0;
    for (const { isCold, units } of this.starting) if (isCold) cold += units;
    return cold;
  }

  private start(step: number, units: number): void {
    const warm = Math.min(units, this.ready);
    const { times, starting } = this;
    if (warm > 0) starting.push({ servesAt: step + times.warmLead(step), isCold: false, units: warm });
    if (units > warm) starting.push({ servesAt: step + times.lead(step), isCold: true, units: units - warm });
    this.ready -= warm;
  }

  /** Back into the pool where that has room: what still starts first, then what serves, which drains. */
  private takeBack(step: number, units: number, hasRoom: boolean): void {
    let left = units;
    for (let last = this.starting.at(-1); last !== undefined && left > 0; last = this.starting.at(-1)) {
      const taken = Math.min(left, last.units);
      last.units -= taken;
      left -= taken;
      if (last.isCold && hasRoom) this.warm(step, last.servesAt, taken);
      else this.leave(step, taken, hasRoom);
      if (last.units === 0) this.starting.pop();
    }
    this.up -= left;
    if (left > 0) this.leave(step, left, hasRoom);
  }

  /** A launch into the pool, or one that goes on there. */
  private warm(at: number, readyAt: number, units: number): void {
    const place = this.warming.findIndex((one) => one.readyAt > readyAt);
    this.warming.splice(place < 0 ? this.warming.length : place, 0, { at, readyAt, units });
    this.warmingUnits += units;
  }

  private leave(at: number, units: number, hasRoom: boolean): void {
    const { drain, back } = this.times;
    if (!hasRoom) {
      this.billUntil(at + 1 + drain, units);
      return;
    }
    const readyAt = at + 1 + back;
    this.returning.push({ at, readyAt, units });
    this.returningUnits += units;
    this.billUntil(readyAt, units);
  }

  private billUntil(step: number, units: number): void {
    this.ending += units;
    this.ends[step] = (this.ends[step] as number) + units;
  }

  private end(step: number, units: number): void {
    const fromReady = Math.min(units, this.ready);
    this.ready -= fromReady;
    let left = units - fromReady;
    for (let last = this.warming.at(-1); last !== undefined && left > 0; last = this.warming.at(-1)) {
      const taken = Math.min(left, last.units);
      last.units -= taken;
      this.warmingUnits -= taken;
      left -= taken;
      const billedTo = last.at + this.times.leastBilled;
      if (billedTo > step) this.billUntil(billedTo, taken);
      if (last.units === 0) this.warming.pop();
    }
    for (let last = this.returning.at(-1); last !== undefined && left > 0; last = this.returning.at(-1)) {
      const taken = Math.min(left, last.units);
      last.units -= taken;
      this.returningUnits -= taken;
      left -= taken;
      if (last.units === 0) this.returning.pop();
    }
  }
}
