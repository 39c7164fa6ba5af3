import type { KeyReport } from '../../../core/sharding/planning/key-report.ts';
import { SpaceSaving } from '../../../core/sharding/planning/space-saving.ts';

/** Keys that are counted at once, and that one report names. */
const counters = 256;
const reported = 32;
/** A key that is longer is no use in a report: an item has room for 400 kB. */
const longestKey = 1000;

/** Which keys this process's transactions spend their time on, in bounded memory. */
export class KeyWeights {
  private sketch = new SpaceSaving(counters);
  private slots = new Map<number, number>();
  private slotOfKey = new Map<string, number>();

  add(key: string, slot: number, ms: number): void {
    this.slots.set(slot, (this.slots.get(slot) ?? 0) + ms);
    if (key.length > longestKey) return;
    this.sketch.add(key, ms);
    this.slotOfKey.set(key, slot);
    if (this.slotOfKey.size > counters * 2) this.forgetLight();
  }

  /** What has been counted since the last report; null where nothing has. */
  take(atMs: number): KeyReport | null {
    if (this.slots.size === 0) return null;
    const keys = this.sketch.top().slice(0, reported);
    const report = {
      atMs,
      slots: [...this.slots],
      keys: keys.map(({ key, least }) => [key, this.slotOfKey.get(key) ?? -1, least] as const),
    };
    this.sketch = new SpaceSaving(counters);
    this.slots = new Map();
    this.slotOfKey = new Map();
    return report;
  }

  private forgetLight(): void {
    const known = new Set(this.sketch.top().map(({ key }) => key));
    for (const key of this.slotOfKey.keys()) if (!known.has(key)) this.slotOfKey.delete(key);
  }
}
