/** What a process has counted since it began. Whoever reads it twice knows what happened in between. */
export interface Counters {
  readonly atMs: number;
  /** Seconds of processor time. */
  readonly cpuSeconds: number;
  /** By name: how often something was done, how long it took in sum, and how many were at it, added up over time. */
  readonly spans: Readonly<Record<string, SpanCounters>>;
}

export interface SpanCounters {
  readonly ended: number;
  readonly seconds: number;
  /** Seconds times how many were at it. */
  readonly inside: number;
}

/** Counts spans of one name: requests, queries, connections that are held. */
export class Meter {
  private ended = 0;
  private seconds = 0;
  private inside = 0;
  private now = 0;
  private sinceMs = performance.now();

  /** Begins a span; what it returns ends it. */
  begin(): () => void {
    this.pass(1);
    const startMs = performance.now();
    return () => {
      this.pass(-1);
      this.ended++;
      this.seconds += (performance.now() - startMs) / 1000;
    };
  }

  /** A span that somebody else has timed. */
  add(seconds: number): void {
    this.ended++;
    this.seconds += seconds;
  }

  read(): SpanCounters {
    this.pass(0);
    return { ended: this.ended, seconds: this.seconds, inside: this.inside };
  }

  private pass(change: number): void {
    const nowMs = performance.now();
    this.inside += (this.now * (nowMs - this.sinceMs)) / 1000;
    this.sinceMs = nowMs;
    this.now += change;
  }
}

/** All meters of a process, read at once. */
export function readMeters(meters: Readonly<Record<string, Meter>>): Counters {
  const { user, system } = process.cpuUsage();
  return {
    atMs: performance.timeOrigin + performance.now(),
    cpuSeconds: (user + system) / 1e6,
    spans: Object.fromEntries(Object.entries(meters).map(([name, meter]) => [name, meter.read()])),
  };
}
