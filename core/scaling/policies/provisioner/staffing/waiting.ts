import type { UnitCapacity } from './unit-capacity.ts';

/** Points of a table. It covers the spare servers up to where the tail is below `tailOfInterest`; beyond it is taken as 0. */
const tablePoints = 400;
const tailOfInterest = 1e-9;
/** With more spare servers than so many square roots of all servers nobody waits: C is below the tail of interest too. */
const squareRoots = 7;

/**
 * P(W > tau) of units of servers, fast. The tail depends on the spare servers c - a almost exponentially, so its logarithm
 * is tabulated per number of units over the spare servers and read by linear interpolation (relative error under 0.1 %).
 */
export class Waiting {
  readonly serversPerUnit: number;
  readonly serviceSeconds: number;
  readonly waitSeconds: number;
  readonly needTail: number;
  private readonly tables: (Float64Array | undefined)[] = [];
  private readonly most: number[] = [];

  constructor({ serversPerUnit, serviceSeconds, waitSeconds, needTail }: UnitCapacity) {
    this.serversPerUnit = serversPerUnit;
    this.serviceSeconds = serviceSeconds;
    this.waitSeconds = waitSeconds;
    this.needTail = needTail;
  }

  /** P(W > tau) with this many units and arrivals per second. */
  tail(units: number, perSecond: number): number {
    const spare = units * this.serversPerUnit - perSecond * this.serviceSeconds;
    if (spare <= 0) return 1;
    const covered = this.covered(units);
    if (spare >= covered || perSecond <= 0) return 0;
    const table = this.tables[units] ?? this.tabulate(units);
    const at = (spare * tablePoints) / covered;
    const below = Math.floor(at);
    const low = table[below] as number;
    return Math.exp(low + (at - below) * ((table[below + 1] as number) - low));
  }

  /** The most arrivals per second that this many units serve with a tail of at most `needTail`. */
  mostPerSecond(units: number): number {
    const known = this.most[units];
    if (known !== undefined) return known;
    let low = 0;
    let high = (units * this.serversPerUnit) / this.serviceSeconds;
    for (let step = 0; step < 60 && high - low > 1e-9 * high; step++) {
      const middle = (low + high) / 2;
      if (this.tail(units, middle) <= this.needTail) low = middle;
      else high = middle;
    }
    this.most[units] = low;
    return low;
  }

  /** The least number of units, at least one, whose tail is at most `needTail`. */
  need(perSecond: number): number {
    let units = Math.max(1, Math.ceil((perSecond * this.serviceSeconds) / this.serversPerUnit));
    while (this.mostPerSecond(units) < perSecond) units++;
    return units;
  }

  /** Spare servers that the table of so many units covers. */
  private covered(units: number): number {
    const byTime = (-Math.log(tailOfInterest) * this.serviceSeconds) / this.waitSeconds;
    const servers = units * this.serversPerUnit;
    return Math.min(byTime, servers, squareRoots * Math.sqrt(servers) + squareRoots);
  }

  private tabulate(units: number): Float64Array {
    const servers = units * this.serversPerUnit;
    const table = new Float64Array(tablePoints + 2);
    for (let at = 0; at < table.length; at++) {
      const spare = (at * this.covered(units)) / tablePoints;
      table[at] = logErlangC(servers, servers - spare) - (spare * this.waitSeconds) / this.serviceSeconds;
    }
    this.tables[units] = table;
    return table;
  }
}

/**
 * log C(c, a) by the series 1/B = 1 + c/a + c(c-1)/a^2 + ..., cut off where its terms no longer matter: some square roots
 * of c instead of c steps. -Infinity would spoil an interpolation, so it ends at -60.
 */
function logErlangC(servers: number, load: number): number {
  if (load <= 0) return -60;
  if (load >= servers) return 0;
  let term = 1;
  let sum = 1;
  for (let k = servers; k >= 1; k--) {
    term *= k / load;
    sum += term;
    if (sum > 1e30) return -60;
    if (k < load && term < 1e-12 * sum) break;
  }
  const blocked = 1 / sum;
  return Math.max(-60, Math.log(blocked / (1 - (load / servers) * (1 - blocked))));
}
