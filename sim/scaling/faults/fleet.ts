import type { Random } from '../../workloads/random.ts';
import type { Misfortunes } from './misfortunes.ts';

interface Unit {
  readonly size: number;
  /** When it serves; infinite where it never will. */
  readonly servesAtMs: number;
}

/**
 * Units one by one: launched by being asked for, each with a lead of its own. What does not serve yet is cancelled first, the
 * newest first; then the largest go. What is lost is launched anew, as Auto Scaling groups and ECS services do by themselves.
 */
export class Fleet {
  asked: number;
  private units: Unit[];
  private launched = 0;
  private readonly fate: Misfortunes;
  private readonly random: Random;

  constructor(asked: number, fate: Misfortunes, random: Random) {
    this.fate = fate;
    this.random = random;
    this.asked = asked;
    this.units = Array.from({ length: asked }, () => ({ size: this.nextSize(), servesAtMs: Number.NEGATIVE_INFINITY }));
  }

  ask(units: number, sinceStartMs: number): void {
    if (units > this.asked) this.launch(units - this.asked, sinceStartMs);
    if (units < this.asked) this.remove(this.asked - units, sinceStartMs);
    this.asked = units;
  }

  /** Takes away a share of what serves; the group replaces it. */
  lose(share: number, sinceStartMs: number): void {
    const lost = Math.round(this.running(sinceStartMs) * share);
    let left = lost;
    this.units = this.units.filter((unit) => unit.servesAtMs > sinceStartMs || left-- <= 0);
    this.launch(lost, sinceStartMs);
  }

  running(sinceStartMs: number): number {
    return this.units.reduce((count, { servesAtMs }) => count + (servesAtMs <= sinceStartMs ? 1 : 0), 0);
  }

  /** Units of size 1 that are as good as what serves. */
  worth(sinceStartMs: number): number {
    const { coldSeconds, coldShare } = this.fate;
    return this.units.reduce((sum, { size, servesAtMs }) => {
      if (servesAtMs > sinceStartMs) return sum;
      return sum + size * (sinceStartMs - servesAtMs < coldSeconds * 1000 ? coldShare : 1);
    }, 0);
  }

  private launch(count: number, sinceStartMs: number): void {
    for (let launched = 0; launched < count; launched++) {
      const servesAtMs = sinceStartMs + this.fate.leadSeconds(sinceStartMs, this.random) * 1000;
      this.units.push({ size: this.nextSize(), servesAtMs });
    }
  }

  private remove(count: number, sinceStartMs: number): void {
    const waiting = this.units.filter(({ servesAtMs }) => servesAtMs > sinceStartMs);
    const serving = this.units.filter(({ servesAtMs }) => servesAtMs <= sinceStartMs).sort((a, b) => a.size - b.size);
    const cancelled = Math.min(count, waiting.length);
    const left = serving.slice(0, serving.length - (count - cancelled));
    this.units = [...left, ...waiting.slice(0, waiting.length - cancelled)];
  }

  private nextSize(): number {
    const { sizes } = this.fate;
    return sizes[this.launched++ % sizes.length] ?? 1;
  }
}
