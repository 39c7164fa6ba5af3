/** Units by what was asked for, where each launch takes the same lead: how many serve, and how many are billed. */
export class EvenFleet {
  private asked: number;
  private readonly lead: number;
  /** Least asked for over the lead: a queue of rising minima, as steps and units. */
  private readonly at: number[] = [];
  private readonly units: number[] = [];
  private head = 0;
  private readonly drains: Int32Array;
  private draining = 0;

  constructor(asked: number, lead: number, drain: number) {
    this.asked = asked;
    this.lead = lead;
    this.drains = new Int32Array(drain + 1);
    this.at.push(-1);
    this.units.push(asked);
  }

  /** Units that serve in this step. To be asked once a step, before `ask`. */
  serves(step: number): number {
    while (this.head < this.at.length - 1 && (this.at[this.head] as number) < step - this.lead) this.head++;
    if (this.head > 4096) this.drop();
    return this.units[this.head] as number;
  }

  /** Sets what is asked for from this step on; answers the units billed in it. */
  ask(step: number, units: number): number {
    const slot = step % this.drains.length;
    this.draining -= this.drains[slot] as number;
    this.drains[slot] = 0;
    if (units < this.asked) {
      this.drains[slot] = this.asked - units;
      this.draining += this.asked - units;
    }
    this.asked = units;
    this.follow(step, units);
    return units + this.draining;
  }

  private follow(step: number, units: number): void {
    while (this.at.length > this.head && this.newest() > units) {
      this.at.pop();
      this.units.pop();
    }
    if (this.at.length > this.head && this.newest() === units) {
      this.at[this.at.length - 1] = step;
    } else {
      this.at.push(step);
      this.units.push(units);
    }
  }

  /** The newest of the rising minima. */
  private newest(): number {
    return this.units[this.units.length - 1] as number;
  }

  private drop(): void {
    this.at.splice(0, this.head);
    this.units.splice(0, this.head);
    this.head = 0;
  }
}
