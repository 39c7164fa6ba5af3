/** Units in three zones. New ones come after a while, to the zone of those open that will have the fewest. */
export class ZonedFleet {
  private readonly zones: number[];
  private coming: { readonly atMinute: number; readonly zone: number }[] = [];
  private readonly leadMinutes: number;

  constructor(units: number, leadMinutes: number) {
    this.zones = [0, 1, 2].map((index) => Math.floor(units / 3) + (index < units % 3 ? 1 : 0));
    this.leadMinutes = leadMinutes;
  }

  get running(): number {
    return sum(this.zones);
  }

  /** By the names `az0`, `az1` and `az2`. */
  byName(): Record<string, number> {
    return Object.fromEntries(this.zones.map((units, zone) => [`az${zone}`, units]));
  }

  /** Units outside `az0` once all that was asked for is there. */
  get outside(): number {
    const [, ...others] = this.planned();
    return sum(others);
  }

  land(minute: number): void {
    for (const { zone } of this.coming.filter(({ atMinute }) => atMinute <= minute)) this.add(this.zones, zone, 1);
    this.coming = this.coming.filter(({ atMinute }) => atMinute > minute);
  }

  ask(units: number, minute: number, open: readonly number[]): void {
    for (let lacking = units - this.running - this.coming.length; lacking > 0; lacking--) {
      const planned = this.planned();
      const of = (zone: number) => planned[zone] ?? 0;
      const zone = open.reduce((best, one) => (of(one) < of(best) ? one : best));
      this.coming.push({ atMinute: minute + this.leadMinutes, zone });
    }
    for (let spare = this.running - units; spare > 0; spare--) {
      this.add(this.zones, this.zones.indexOf(Math.max(...this.zones)), -1);
    }
  }

  private planned(): number[] {
    const planned = [...this.zones];
    for (const { zone } of this.coming) this.add(planned, zone, 1);
    return planned;
  }

  private add(zones: number[], zone: number, units: number): void {
    zones[zone] = (zones[zone] ?? 0) + units;
  }
}

function sum(all: readonly number[]): number {
  return all.reduce((total, one) => total + one, 0);
}
