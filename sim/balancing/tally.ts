/** An error counts as so many slow requests. */
const errorWeight = 10;
/** A request that takes longer is slow: five times what one takes on average. */
const slowSeconds = 0.5;

/** Bins of latency, each 2 % wider than the one before, from 1 ms on. */
const firstSeconds = 0.001;
const growth = Math.log(1.02);
const bins = 600;

/** Counts requests by what became of them. */
export class Tally {
  requests = 0;
  errors = 0;
  slow = 0;
  private readonly counts = new Uint32Array(bins);

  add(seconds: number, failed: boolean): void {
    this.requests++;
    if (failed) this.errors++;
    else if (seconds > slowSeconds) this.slow++;
    const bin = Math.ceil(Math.log(Math.max(seconds, firstSeconds) / firstSeconds) / growth);
    const last = Math.min(bin, bins - 1);
    this.counts[last] = (this.counts[last] ?? 0) + 1;
  }

  /** The latency that this share of the requests does not pass; null where there were none. */
  quantileSeconds(share: number): number | null {
    if (this.requests === 0) return null;
    let left = Math.ceil(share * this.requests);
    for (let bin = 0; bin < bins; bin++) {
      left -= this.counts[bin] ?? 0;
      if (left <= 0) return firstSeconds * Math.exp(bin * growth);
    }
    return firstSeconds * Math.exp(bins * growth);
  }

  errorPercent(): number {
    return this.requests === 0 ? 0 : (100 * this.errors) / this.requests;
  }

  /** Slow requests of a hundred, an error counted as ten of them. */
  harm(): number {
    return this.requests === 0 ? 0 : (100 * (errorWeight * this.errors + this.slow)) / this.requests;
  }
}
