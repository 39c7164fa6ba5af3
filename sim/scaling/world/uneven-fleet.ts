/** Units whose launches take unevenly long. What was asked for last goes first, whether or not it serves yet. */
export class UnevenFleet {
  private asked: number;
  private readonly leadSteps: Uint16Array;
  /** Launches by the time at which they serve, in the order in which they were asked for. */
  private readonly launches: { readonly servesAt: number; units: number }[];
  private readonly drains: Int32Array;
  private draining = 0;

  constructor(asked: number, leadSteps: Uint16Array, drain: number) {
    this.asked = asked;
    this.leadSteps = leadSteps;
    this.launches = [{ servesAt: -1, units: asked }];
    this.drains = new Int32Array(drain + 1);
  }

  /** Units that serve in this step. To be asked once a step, before `ask`. */
  serves(step: number): number {
    let serving = 0;
    for (const { servesAt, units } of this.launches) if (servesAt <= step) serving += units;
    return serving;
  }

  /** Sets what is asked for from this step on; answers the units billed in it. */
  ask(step: number, units: number): number {
    const slot = step % this.drains.length;
    this.draining -= this.drains[slot] as number;
    this.drains[slot] = 0;
    if (units > this.asked) {
      this.launches.push({ servesAt: step + (this.leadSteps[step] as number), units: units - this.asked });
    } else if (units < this.asked) {
      this.drains[slot] = this.asked - units;
      this.draining += this.asked - units;
      this.takeAway(this.asked - units);
    }
    this.asked = units;
    return units + this.draining;
  }

  private takeAway(units: number): void {
    let left = units;
    for (let last = this.launches.pop(); last !== undefined; last = this.launches.pop()) {
      const taken = Math.min(left, last.units);
      last.units -= taken;
      left -= taken;
      if (last.units > 0) {
        this.launches.push(last);
        return;
      }
    }
  }
}
