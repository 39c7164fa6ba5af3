import type { Outcome } from '../../../core/model/outcome.ts';
import type { Capacity } from '../../../core/scaling/observation.ts';
import type { Target } from '../../../core/scaling/ports.ts';
import type { SizeChange, SizeTold } from '../../../core/scaling/sizing/size-told.ts';
import { NextFaults } from './next-faults.ts';

interface Unit {
  readonly size: string;
  /** After how many replacements it was launched. */
  readonly generation: number;
  /** When it serves. */
  readonly fromMs: number;
  /** Whether it was launched in place of another, which then goes. */
  replaces: boolean;
}

/** A replacement of all units that is under way. */
interface Replacing {
  readonly from: string;
  readonly to: string;
  readonly beganAtMs: number;
  readonly canaryPercent: number;
  readonly watchMs: number;
  /** Until when the first of the new ones are watched; null before they all serve. */
  watchedUntilMs: number | null;
  isRollingBack: boolean;
  /** What as many as served when it began serve of the smaller size; never less may serve while it lasts. */
  readonly leastServed: number;
}

/** A change of size that was accepted. */
export interface Accepted extends SizeChange {
  readonly atMs: number;
  readonly running: number;
}

interface FleetSettings {
  /** What one unit of each size serves. */
  readonly serves: Readonly<Record<string, number>>;
  readonly size: string;
  readonly units: number;
  readonly most: number;
  readonly zones: number;
  readonly leadMs: number;
}

const stepMs = 30_000;
const atOnceShare = 0.1;
const applied: Outcome = { is: 'applied', because: null };

/**
 * A fleet whose units are replaced by those of another size, as an instance refresh does it that launches before it ends: a
 * first share of them, which is watched, then the rest, a tenth at a time. Where `fails` is set new units never get healthy
 * once the first are watched, and what was replaced is put back. No emulator has any of this.
 */
export class RefreshedFleet implements Target {
  /** Whether the next replacements fail once their first units are watched. */
  fails = false;
  /** What the next call of a name meets: it is lost before it does anything, or its answer is after that. */
  readonly faults = new NextFaults();
  readonly accepted: Accepted[] = [];
  /** Moments of a replacement at which less served than may. */
  readonly fell: number[] = [];
  private readonly settings: FleetSettings;
  private units: Unit[];
  private desired: number;
  private next: string;
  private nowMs: number;
  private generation = 0;
  private replacing: Replacing | null = null;
  private ended: SizeTold['ended'] = null;

  constructor(settings: FleetSettings, nowMs: number) {
    this.settings = settings;
    this.desired = settings.units;
    this.next = settings.size;
    this.nowMs = nowMs;
    const first = (): Unit => ({ size: settings.size, generation: 0, fromMs: nowMs, replaces: false });
    this.units = Array.from({ length: settings.units }, first);
  }

  get isReplacing(): boolean {
    return this.replacing !== null;
  }

  /** The size that a unit launched now would have. */
  get sizeOfNew(): string {
    return this.next;
  }

  /** What all that serve do together. */
  get served(): number {
    return this.serving.reduce((sum, { size }) => sum + (this.settings.serves[size] ?? 0), 0);
  }

  passTo(nowMs: number): void {
    while (this.nowMs < nowMs) {
      this.nowMs = Math.min(nowMs, this.nowMs + stepMs);
      this.replace();
      this.settle();
      const { replacing } = this;
      if (replacing !== null && this.served < replacing.leastServed) this.fell.push(this.nowMs);
    }
  }

  async capacity(): Promise<Capacity> {
    const running = Math.min(this.serving.length, this.desired);
    const inFlight = this.units.length - this.serving.length;
    const kept = { keepBecause: null, voidOutBecause: null, voidInBecause: null };
    return { asked: this.desired, running, inFlight, min: null, max: this.settings.most, ...kept };
  }

  async setCapacity(_: unknown, { units }: { readonly units: number }): Promise<Outcome> {
    return this.faults.around('setCapacity', () => {
      this.desired = units;
      this.settle();
      return applied;
    });
  }

  async size(): Promise<Omit<SizeTold, 'of'>> {
    return this.faults.around('size', () => {
      const serving: Record<string, number> = {};
      for (const { size } of this.serving) serving[size] = (serving[size] ?? 0) + 1;
      const underWay = this.replacing === null ? null : 'an instance refresh (InProgress)';
      const { next, ended } = this;
      return { next, serving, underWay, ended, zones: this.settings.zones, fixedBecause: null };
    });
  }

  async setSize(_: unknown, change: SizeChange): Promise<Outcome> {
    return this.faults.around('setSize', () => {
      if (this.replacing !== null) return { is: 'refused', because: { says: 'a refresh is under way' } };
      this.accepted.push({ ...change, from: this.next, atMs: this.nowMs, running: this.serving.length });
      this.begin(change.to, change.canaryPercent, change.watchSeconds * 1000);
      return applied;
    });
  }

  /** Somebody else has all units replaced by others of the same size. */
  replaceByOthers(): void {
    if (this.replacing === null) this.begin(this.next, 50, 0);
  }

  private get serving(): readonly Unit[] {
    return this.units.filter(({ fromMs }) => fromMs <= this.nowMs);
  }

  private begin(to: string, canaryPercent: number, watchMs: number): void {
    const [from, beganAtMs] = [this.next, this.nowMs];
    const least = Math.min(this.settings.serves[from] ?? 0, this.settings.serves[to] ?? 0);
    const leastServed = this.serving.length * least;
    this.ended = null;
    this.replacing = {
      from,
      to,
      beganAtMs,
      canaryPercent,
      watchMs,
      watchedUntilMs: null,
      isRollingBack: false,
      leastServed,
    };
    this.generation++;
  }

  /** Those of the old size go as soon as as many new ones serve beside what is asked for; then the next come. */
  private replace(): void {
    const { replacing } = this;
    if (replacing === null) return;
    const to = replacing.isRollingBack ? replacing.from : replacing.to;
    const old = this.units.filter((unit) => this.isOld(unit));
    if (old.length === 0) this.end(replacing);
    if (old.length === 0 || this.units.some(({ fromMs }) => fromMs > this.nowMs)) return;
    const isCanary = !replacing.isRollingBack && replacing.watchedUntilMs === null;
    const replaced = this.units.length - old.length;
    if (isCanary && replaced >= Math.max(1, (replacing.canaryPercent / 100) * this.units.length)) {
      replacing.watchedUntilMs = this.nowMs + replacing.watchMs;
    }
    if (this.nowMs < (replacing.watchedUntilMs ?? 0)) return;
    if (this.fails && replacing.watchedUntilMs !== null && !replacing.isRollingBack) {
      replacing.isRollingBack = true;
      return;
    }
    const batch = Math.min(old.length, Math.max(1, Math.floor(atOnceShare * this.desired)));
    for (let one = 0; one < batch; one++) this.launch(to, true);
  }

  /** Whether a unit is one of those that go; of a failed replacement, those that it has launched. */
  private isOld({ size, generation }: Unit): boolean {
    const { replacing } = this;
    if (replacing === null) return false;
    return replacing.isRollingBack ? size !== replacing.from : generation !== this.generation;
  }

  private end({ isRollingBack, from, to, beganAtMs }: Replacing): void {
    this.replacing = null;
    this.next = isRollingBack ? from : to;
    this.ended = isRollingBack ? { says: 'RollbackSuccessful: new units were not healthy', beganAtMs } : null;
  }

  private launch(size: string, replaces: boolean): void {
    const fromMs = this.nowMs + this.settings.leadMs;
    this.units.push({ size, generation: this.generation, fromMs, replaces });
  }

  /** As many as are asked for; of what is too many the old size goes first, and nothing that is not there yet counts. */
  private settle(): void {
    const { replacing } = this;
    const to = replacing === null ? this.next : replacing.isRollingBack ? replacing.from : replacing.to;
    const beside = this.units.filter(({ replaces, fromMs }) => replaces && fromMs > this.nowMs).length;
    while (this.units.length - beside < this.desired) this.launch(to, false);
    for (let over = this.serving.length - this.desired; over > 0; over--) this.endOne();
    if (replacing === null || this.units.some(({ fromMs }) => fromMs > this.nowMs)) return;
    for (const unit of this.units) unit.replaces = false;
  }

  private endOne(): void {
    const serving = this.serving;
    const going = serving.find((unit) => this.isOld(unit)) ?? serving[0];
    this.units = this.units.filter((unit) => unit !== going);
  }
}
