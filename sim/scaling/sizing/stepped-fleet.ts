import type { Outcome } from '../../../core/model/outcome.ts';
import type { Capacity } from '../../../core/scaling/observation.ts';
import type { Target } from '../../../core/scaling/ports.ts';
import type { SizeStep } from '../../../core/scaling/sizing/kept-size.ts';
import { type ClusterInstance, nextInstance } from '../../../core/scaling/sizing/rollouts/next-instance.ts';
import type { Rollout, SizeChange, SizeTold } from '../../../core/scaling/sizing/size-told.ts';
import { NextFaults } from './next-faults.ts';

interface Instance {
  readonly name: string;
  size: string;
  isWriter: boolean;
  /** When it serves; later than now while it is made, resized, or takes over. */
  fromMs: number;
  /** Whether it is broken for good until it is resized. */
  isBroken: boolean;
}

/** A call that was accepted. */
export interface SteppedCall {
  readonly atMs: number;
  readonly is: 'resize' | 'fail-over';
  readonly to: string;
  /** Readers that served before it, and how many of all instances did not. */
  readonly running: number;
  readonly away: number;
}

interface SteppedSettings {
  readonly size: string;
  readonly units: number;
  readonly most: number;
  readonly leadMs: number;
}

const applied: Outcome = { is: 'applied', because: null };
const failOverMs = 60_000;

/**
 * A cluster of one writer and readers whose size only calls change, one instance after the other, as those of Aurora are. A unit
 * is a reader, and a new one has the size of the writer. Where `breaks` is set, what is resized does not come back by itself.
 */
export class SteppedFleet implements Target {
  breaks = false;
  /** What the next call of a name meets: it is lost before it does anything, or its answer is after that. */
  readonly faults = new NextFaults();
  readonly calls: SteppedCall[] = [];
  private readonly settings: SteppedSettings;
  private instances: Instance[] = [];
  private desired: number;
  private made = 0;
  private nowMs: number;

  constructor(settings: SteppedSettings, nowMs: number) {
    this.settings = settings;
    this.nowMs = nowMs;
    this.desired = settings.units;
    this.instances = Array.from({ length: settings.units + 1 }, (_, at) => this.instance(at === 0, nowMs));
  }

  /** The sizes of all, the writer first. */
  get sizes(): readonly string[] {
    return [...this.instances].sort((a, b) => Number(b.isWriter) - Number(a.isWriter)).map(({ size }) => size);
  }

  passTo(nowMs: number): void {
    this.nowMs = nowMs;
  }

  async capacity(): Promise<Capacity> {
    const running = Math.min(this.serving.length, this.desired);
    const kept = { keepBecause: null, voidOutBecause: null, voidInBecause: null };
    const rations = { busyBecause: this.isAway ? { says: 'an instance is not available' } : null, decreases: null };
    const inFlight = this.desired - running;
    return { asked: this.desired, running, inFlight, min: 0, max: this.settings.most, rations, ...kept };
  }

  async setCapacity(_: unknown, { units }: { readonly units: number }): Promise<Outcome> {
    return this.faults.around('setCapacity', () => {
      if (this.isAway) return { is: 'failed', because: { says: 'an instance is not available' } };
      this.desired = units;
      while (this.readers.length < units) this.instances.push(this.instance(false, this.nowMs + this.settings.leadMs));
      for (let over = this.readers.length - units; over > 0; over--) {
        const going = this.readers.at(-1);
        this.instances = this.instances.filter((one) => one !== going);
      }
      return applied;
    });
  }

  async size(_: unknown, step: SizeStep | null = null): Promise<Omit<SizeTold, 'of'>> {
    return this.faults.around('size', () => this.told(step));
  }

  async setSize(_: unknown, { to }: SizeChange): Promise<Outcome> {
    return this.faults.around('setSize', () => {
      const call = nextInstance(
        this.instances.map((one) => this.asInstance(one)),
        to,
      );
      if (call === null) return { is: 'refused', because: { says: 'an instance is not available' } };
      const away = this.instances.filter((one) => this.isOut(one) && !one.isBroken).length;
      this.calls.push({ atMs: this.nowMs, is: call.is, to, running: this.serving.length, away });
      if (call.is === 'resize') this.resize(call.name, to);
      else this.failOver(call.to);
      return applied;
    });
  }

  private told(step: SizeStep | null): Omit<SizeTold, 'of'> {
    const serving: Record<string, number> = {};
    for (const { size } of this.serving) serving[size] = (serving[size] ?? 0) + 1;
    const isMixed = new Set(this.sizes).size > 1;
    return {
      next: this.sizes[0] ?? null,
      serving,
      underWay: step !== null && (isMixed || this.isAway) ? 'a change of classes' : null,
      ...{ ended: null, zones: 1, fixedBecause: step === null && isMixed ? { says: 'there are several sizes' } : null },
      rollout: this.rollout(step),
    };
  }

  private rollout(step: SizeStep | null): Rollout {
    const young = this.instances.filter(({ size }) => size === step?.to);
    const isFirst = young.length === 1 && this.instances.length > 1 && !this.isAway;
    const broken = young.find(({ isBroken }) => isBroken);
    return {
      takesOut: 1,
      busyBecause: this.instances.some(({ fromMs }) => fromMs > this.nowMs) ? { says: 'one is away' } : null,
      canary: isFirst ? { calls: null } : null,
      brokenBecause: broken === undefined ? null : { says: '{name} is broken', name: broken.name },
    };
  }

  private resize(name: string, to: string): void {
    for (const one of this.instances.filter((each) => each.name === name)) {
      one.fromMs = this.nowMs + this.settings.leadMs;
      one.isBroken = this.breaks && !one.isBroken;
      one.size = to;
    }
  }

  private failOver(name: string): void {
    for (const one of this.instances) {
      if (one.isWriter || one.name === name) one.fromMs = this.nowMs + failOverMs;
      one.isWriter = one.name === name;
    }
  }

  /** What is broken takes the one change that mends it. */
  private asInstance(one: Instance): ClusterInstance {
    const { name, size, isWriter } = one;
    return { name, size, isWriter, isAvailable: one.fromMs <= this.nowMs, priority: 1 };
  }

  private get readers(): readonly Instance[] {
    return this.instances.filter(({ isWriter }) => !isWriter);
  }

  private get serving(): readonly Instance[] {
    return this.readers.filter((one) => !this.isOut(one));
  }

  private get isAway(): boolean {
    return this.instances.some((one) => this.isOut(one));
  }

  private isOut({ fromMs, isBroken }: Instance): boolean {
    return fromMs > this.nowMs || isBroken;
  }

  private instance(isWriter: boolean, fromMs: number): Instance {
    const size = isWriter ? this.settings.size : (this.sizes[0] ?? this.settings.size);
    this.made++;
    return { name: `instance-${this.made}`, size, isWriter, fromMs, isBroken: false };
  }
}
