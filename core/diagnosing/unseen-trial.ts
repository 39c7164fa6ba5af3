import { nonNegative, Sums } from './least-squares.ts';
import { chanceOf, type Queue, type QueueShape, queueAt } from './queue-shape.ts';
import type { Row } from './tier-rows.ts';

/** How far the formulas of queues are from the truth, as a share of what is inside. */
const modelError = 0.02;
/** Single blocks are off for reasons of their own (a pause, a retry): errors have the tails of Student's t with so many degrees. */
const tails = 5;
/** How periods scatter counts so much beside how blocks differ: periods are nearer to independent than blocks, and formulas of variances less right. */
const trustInScatter = 1.5;

/** The blocks of a tier, and what each asks of the unread, as a share of the most. */
export class Trial {
  private readonly rows: readonly Row[];
  private readonly ratios: readonly number[];
  private readonly noise: number;
  private readonly asked: Float64Array;
  private readonly most: number;
  private readonly fixed: Float64Array;
  private readonly variances: Float64Array;
  private readonly scatters: Float64Array;

  constructor(rows: readonly Row[], ratios: readonly number[], noise: number) {
    this.rows = rows;
    this.ratios = ratios;
    this.noise = noise;
    const asked = Float64Array.from(rows, ({ columns }) => this.perSecond(columns));
    this.most = asked.reduce((most, value) => Math.max(most, value), 0);
    this.asked = asked.map((value) => value / this.most);
    this.fixed = new Float64Array(rows.length);
    this.variances = new Float64Array(rows.length);
    this.scatters = new Float64Array(rows.length);
  }

  /** The load at which the unread gives out, in a mix of the groups, where it was so busy at the highest. */
  saturationAt(peak: number, mix: readonly number[]): number {
    return this.most / (peak * this.perSecond(mix));
  }

  /** Minus twice the logarithm of the likelihood, but for a constant. */
  errorOf(peak: number, shape: QueueShape): number {
    const factors = nonNegative(this.sums(peak, shape));
    const [groups = 0] = this.rows.map((row) => row.groups);
    let error = 0;
    for (let place = groups; place < factors.length; place++)
      error += (((factors[place] ?? 0) - 1) / this.offAt(place)) ** 2;
    this.rows.forEach(({ inside, columns }, at) => {
      let expected = this.fixed[at] ?? 0;
      for (let place = 0; place < columns.length; place++) expected += (columns[place] ?? 0) * (factors[place] ?? 0);
      const variance = this.variances[at] ?? 1;
      const off = Math.log(inside / Math.max(expected, 1e-9)) ** 2 / variance;
      error += (tails + 1) * Math.log1p(off / tails) + Math.log(variance);
    });
    return error + this.scatterError();
  }

  /** The same of how single periods scatter about their blocks, which is a variance of so many degrees of freedom. */
  private scatterError(): number {
    let error = 0;
    this.rows.forEach(({ scatter }, at) => {
      if (scatter === null) return;
      const variance = this.scatters[at] ?? 1;
      error += scatter.freedom * (Math.log(variance) + scatter.seen / variance);
    });
    return trustInScatter * error;
  }

  /** What is to be explained: what is inside, but for those that wait for the unread and those that are counted. */
  private sums(peak: number, shape: QueueShape): Sums {
    const sums = new Sums(this.rows[0]?.columns.length ?? 0);
    this.rows.forEach((row, at) => {
      const unseen = queueAt(peak * (this.asked[at] ?? 0), shape, row.clients);
      const wait = unseen.waiting + row.waiting;
      const size = Math.max(row.inside, wait);
      // A load that is read wrong puts the queue wrong by as much as it grows there.
      const slope = (unseen.slope + row.slope + Math.max(row.inside - wait, 0)) / size;
      const chance = (chanceOf(unseen, row.requests) + row.chance) / size ** 2;
      const variance = this.noise ** 2 * (1 + slope ** 2) + modelError ** 2 + chance;
      // What is served is inside too: nothing is busier than there are requests.
      const fixed = unseen.waiting + shape.servers * unseen.busy + row.counted;
      this.fixed[at] = fixed;
      this.variances[at] = variance;
      this.scatters[at] = scatterOf(row, unseen, slope);
      sums.addRow(row.columns, row.inside - fixed, 1 / (row.inside ** 2 * variance));
    });
    this.addKnown(sums);
    return sums;
  }

  /** What is known before of queues that are seen and not counted. */
  private addKnown(sums: Sums): void {
    for (let place = this.rows[0]?.groups ?? 0; place < sums.size; place++) {
      const columns = new Float64Array(sums.size);
      columns[place] = 1;
      sums.addRow(columns, 1, 1 / this.offAt(place) ** 2);
    }
  }

  /** What the queue of a column may be off by. */
  private offAt(place: number): number {
    const { groups = 0, off = [] } = this.rows[0] ?? {};
    return off[place - groups] ?? 1;
  }

  private perSecond(loads: ArrayLike<number>): number {
    return this.ratios.reduce((sum, ratio, group) => sum + ratio * (loads[group] ?? 0), 0);
  }
}

/** The variance of single periods that is to be expected, as a share of what is inside squared; 1 where none is seen. */
function scatterOf(row: Row, unseen: Queue, slope: number): number {
  const { scatter, inside } = row;
  if (scatter === null) return 1;
  const { requests, errs, bursts } = scatter;
  const moved = chanceOf(unseen, requests) + scatter.chance;
  const served = Math.max(inside - unseen.waiting - row.waiting - row.counted, 0);
  // Those that are being served move too: as many as come by chance, and as long as their times differ.
  const chance = moved + served ** 2 / requests;
  return errs + slope ** 2 * bursts + chance / inside ** 2;
}
