import type { PlanningShard, PlanningSituation, PlanningSlot } from './situation.ts';

/** Sums of loads in different orders differ by so little. */
const tolerance = 1e-9;

/** Who has which slot while a plan is being made. Shards and slots are numbers here: their places in the situation. */
export class Placement {
  readonly shards: readonly PlanningShard[];
  readonly slots: readonly PlanningSlot[];
  /** Where each slot is before the plan, and where it would be now. */
  readonly home: Int32Array;
  readonly at: Int32Array;
  /** What each shard would carry now. */
  readonly load: Float64Array;
  /** What it carries at the mean, by its weight: nothing where it is draining. */
  readonly fair: Float64Array;
  /** The most that it should carry. */
  readonly cap: Float64Array;
  readonly mean: number;
  /** For each slot, those that must not be where it is. */
  private readonly strangers: ReadonlyMap<number, readonly number[]>;

  constructor({ shards, slots, limits }: PlanningSituation) {
    this.shards = shards;
    this.slots = slots;
    const places = new Map(shards.map(({ name }, index) => [name, index]));
    this.home = Int32Array.from(slots, ({ shard }) => places.get(shard) ?? -1);
    this.at = Int32Array.from(this.home);
    this.load = new Float64Array(shards.length);
    slots.forEach(({ load }, slot) => {
      const shard = this.home[slot] ?? -1;
      if (shard >= 0) this.load[shard] = this.loadOf(shard) + load;
    });
    const carrying = shards.reduce((sum, shard) => sum + (shard.draining ? 0 : shard.weight), 0);
    this.mean = carrying === 0 ? 0 : slots.reduce((sum, { load }) => sum + load, 0) / carrying;
    this.fair = Float64Array.from(shards, ({ weight, draining }) => (draining ? 0 : this.mean * weight));
    this.cap = this.fair.map((fair) => fair * limits.stopAt);
    this.strangers = strangersOf(slots, limits.apart);
  }

  loadOf(shard: number): number {
    return this.load[shard] ?? 0;
  }

  slotLoad(slot: number): number {
    return this.slots[slot]?.load ?? 0;
  }

  slotBytes(slot: number): number {
    return this.slots[slot]?.bytes ?? 0;
  }

  /** What it would take to have the slot elsewhere: nothing for one that is away from home already. */
  costOf(slot: number): number {
    return this.at[slot] === this.home[slot] ? this.slotBytes(slot) : 0;
  }

  /** How much more than it should a shard carries; negative where it has room. */
  excess(shard: number): number {
    return this.loadOf(shard) - (this.cap[shard] ?? 0);
  }

  isOver(shard: number): boolean {
    return this.excess(shard) > tolerance * (this.cap[shard] ?? 0) && this.shards[shard]?.draining === false;
  }

  /** The shard's load by its weight, over the mean of all. */
  ratio(shard: number): number {
    const fair = this.fair[shard] ?? 0;
    return fair === 0 ? 0 : this.loadOf(shard) / fair;
  }

  maxOverMean(): number {
    return this.shards.reduce((most, _, shard) => Math.max(most, this.ratio(shard)), 0);
  }

  /** Whether a shard may have a slot at all, however much it carries. */
  admits(shard: number, slot: number): boolean {
    if (this.shards[shard]?.draining !== false || this.at[slot] === shard) return false;
    return !this.strangers.get(slot)?.some((other) => this.at[other] === shard);
  }

  /** Whether it would be no fuller than it should be with so much more. */
  hasRoom(shard: number, load: number): boolean {
    const cap = this.cap[shard] ?? 0;
    return this.loadOf(shard) + load <= cap + tolerance * cap;
  }

  move(slot: number, shard: number): void {
    const from = this.at[slot] ?? -1;
    const load = this.slotLoad(slot);
    if (from >= 0) this.load[from] = this.loadOf(from) - load;
    this.load[shard] = this.loadOf(shard) + load;
    this.at[slot] = shard;
  }

  /** Slots that would be elsewhere than they are. */
  moved(): number[] {
    const moved: number[] = [];
    for (let slot = 0; slot < this.at.length; slot++) if (this.at[slot] !== this.home[slot]) moved.push(slot);
    return moved;
  }

  on(shard: number): number[] {
    const there: number[] = [];
    for (let slot = 0; slot < this.at.length; slot++) if (this.at[slot] === shard) there.push(slot);
    return there;
  }

  /** A slot that must not be where it is, since another that was there first must not be with it; each pair tells one. */
  misplaced(): number[] {
    return [...this.strangers].flatMap(([slot, others]) =>
      others.some((other) => other < slot && this.at[other] === this.at[slot]) ? [slot] : [],
    );
  }
}

function strangersOf(slots: readonly PlanningSlot[], apart: readonly (readonly number[])[]): Map<number, number[]> {
  const places = new Map(slots.map(({ slot }, index) => [slot, index]));
  const strangers = new Map<number, number[]>();
  for (const group of apart) {
    const members = group.flatMap((slot) => places.get(slot) ?? []);
    for (const member of members) {
      const others = members.filter((other) => other !== member);
      strangers.set(member, [...(strangers.get(member) ?? []), ...others]);
    }
  }
  return strangers;
}
