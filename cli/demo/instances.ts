/** Plays the instances of a group: what is asked for serves after a lead, what is given up is gone at once. */
export class Instances {
  private readonly leadMs: number;
  private running: number;
  private readonly launching: { readonly readyAtMs: number; units: number }[] = [];

  constructor(running: number, leadSeconds: number) {
    this.running = running;
    this.leadMs = leadSeconds * 1000;
  }

  ask(units: number, atMs: number): void {
    const coming = this.launching.reduce((sum, launch) => sum + launch.units, 0);
    const more = units - this.running - coming;
    if (more > 0) this.launching.push({ readyAtMs: atMs + this.leadMs, units: more });
    if (more < 0) this.give(-more);
  }

  /** How many serve at a time; times only go forward. */
  runningAt(atMs: number): number {
    while (this.launching[0] !== undefined && this.launching[0].readyAtMs <= atMs) {
      this.running += this.launching.shift()?.units ?? 0;
    }
    return this.running;
  }

  /** The newest go first: they serve nobody yet. */
  private give(units: number): void {
    let left = units;
    while (left > 0 && this.launching.length > 0) {
      const newest = this.launching[this.launching.length - 1];
      if (newest === undefined) break;
      const taken = Math.min(left, newest.units);
      newest.units -= taken;
      left -= taken;
      if (newest.units === 0) this.launching.pop();
    }
    this.running -= left;
  }
}
