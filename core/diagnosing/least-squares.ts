/** The sums that a least-squares problem rests on. */
export class Sums {
  readonly size: number;
  /** Products of columns with columns, row by row. */
  readonly gram: Float64Array;
  /** Products of columns with what is to be explained. */
  readonly right: Float64Array;
  /** What is to be explained, squared. */
  private square = 0;
  rows = 0;

  constructor(size: number) {
    this.size = size;
    this.gram = new Float64Array(size * size);
    this.right = new Float64Array(size);
  }

  /** Adds one row: what stands in its columns, what it is to add up to, and how much it counts. */
  addRow(columns: ArrayLike<number>, value: number, weight: number): void {
    const { gram, right, size } = this;
    for (let one = 0; one < size; one++) {
      const left = at(columns, one) * weight;
      right[one] = at(right, one) + left * value;
      for (let other = 0; other < size; other++) {
        const place = one * size + other;
        gram[place] = at(gram, place) + left * at(columns, other);
      }
    }
    this.square += weight * value * value;
    this.rows++;
  }

  /** The same problem with its first columns alone. */
  first(keep: number): Sums {
    const fewer = new Sums(keep);
    for (let one = 0; one < keep; one++) {
      fewer.right[one] = at(this.right, one);
      for (let other = 0; other < keep; other++)
        fewer.gram[one * keep + other] = at(this.gram, one * this.size + other);
    }
    fewer.square = this.square;
    fewer.rows = this.rows;
    return fewer;
  }

  /** The sum of the weighted squares that some factors leave. */
  errorOf(factors: ArrayLike<number>): number {
    let error = this.square;
    for (let one = 0; one < this.size; one++) {
      let explained = -2 * at(this.right, one);
      for (let other = 0; other < this.size; other++)
        explained += at(this.gram, one * this.size + other) * at(factors, other);
      error += at(factors, one) * explained;
    }
    return Math.max(error, 0);
  }
}

/**
 * The factors, none below zero, that explain best (Lawson and Hanson's active sets, on the sums): factors are let in one by
 * one, the most promising first, and one that would turn negative is put out again.
 */
export function nonNegative(sums: Sums): Float64Array {
  const { size, right, gram } = sums;
  if (size === 1) return Float64Array.of(alone(right, gram, 0));
  if (size === 2) return nonNegativePair(sums);
  const factors = new Float64Array(size);
  const isIn: boolean[] = new Array(size).fill(false);
  const least = 1e-10 * right.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  for (let round = 0; round < 3 * size; round++) {
    const next = mostPromising(sums, factors, isIn, least);
    if (next === null) break;
    isIn[next] = true;
    if (!settle(sums, factors, isIn)) isIn[next] = false;
  }
  return factors;
}

/** Two columns have four answers; most problems are of this size. */
function nonNegativePair({ gram, right }: Sums): Float64Array {
  const [one, both, other] = [at(gram, 0), at(gram, 1), at(gram, 3)];
  const own = one * other - both * both;
  if (own > leastOwn * one * other) {
    const first = (at(right, 0) * other - at(right, 1) * both) / own;
    const second = (at(right, 1) * one - at(right, 0) * both) / own;
    if (first >= 0 && second >= 0) return Float64Array.of(first, second);
  }
  const [first, second] = [alone(right, gram, 0), alone(right, gram, 3)];
  return first * at(right, 0) >= second * at(right, 1) ? Float64Array.of(first, 0) : Float64Array.of(0, second);
}

/** The factor of a column by itself; its place in the sums of products is on the diagonal. */
function alone(right: Float64Array, gram: Float64Array, diagonal: number): number {
  const own = at(gram, diagonal);
  return own > 0 ? Math.max(at(right, diagonal === 0 ? 0 : 1) / own, 0) : 0;
}

/** The factor outside by which the error falls fastest; null where none lowers it. */
function mostPromising({ gram, right, size }: Sums, factors: Float64Array, isIn: boolean[], least: number) {
  let [best, steepest]: [number | null, number] = [null, 0];
  for (let one = 0; one < size; one++) {
    if (isIn[one]) continue;
    let slope = at(right, one);
    for (let other = 0; other < size; other++) slope -= at(gram, one * size + other) * at(factors, other);
    const scaled = slope / Math.sqrt(at(gram, one * size + one) || 1);
    if (slope > least && scaled > steepest) [best, steepest] = [one, scaled];
  }
  return best;
}

/** Solves for those inside, and puts out what would be negative until none is. False where they cannot be told apart. */
function settle(sums: Sums, factors: Float64Array, isIn: boolean[]): boolean {
  for (;;) {
    const inside = isIn.flatMap((one, index) => (one ? [index] : []));
    const solved = solveFor(sums, inside);
    if (solved === null) return false;
    if (solved.every((value) => value > 0)) {
      factors.fill(0);
      inside.forEach((index, place) => {
        factors[index] = at(solved, place);
      });
      return true;
    }
    stepTowards(factors, inside, solved, isIn);
    if (!isIn.includes(true)) return true;
  }
}

/** Goes as far as none turns negative, and puts out those that are zero there. */
function stepTowards(factors: Float64Array, inside: readonly number[], solved: Float64Array, isIn: boolean[]): void {
  let share = 1;
  inside.forEach((index, place) => {
    const [from, to] = [at(factors, index), at(solved, place)];
    if (to <= 0) share = Math.min(share, from / Math.max(from - to, Number.MIN_VALUE));
  });
  inside.forEach((index, place) => {
    const reached = at(factors, index) + share * (at(solved, place) - at(factors, index));
    factors[index] = Math.max(reached, 0);
    if (reached <= 1e-14 * Math.abs(at(solved, place))) {
      factors[index] = 0;
      isIn[index] = false;
    }
  });
}

/** The factors of a few of the columns alone; null where one of them says nothing that the others do not say. */
function solveFor(sums: Sums, inside: readonly number[]): Float64Array | null {
  const lower = choleskyOf(sums, inside);
  if (lower === null) return null;
  const count = inside.length;
  const answer = new Float64Array(count);
  for (let row = 0; row < count; row++) {
    let sum = at(sums.right, inside[row] ?? 0);
    for (let k = 0; k < row; k++) sum -= at(lower, row * count + k) * at(answer, k);
    answer[row] = sum / at(lower, row * count + row);
  }
  for (let row = count - 1; row >= 0; row--) {
    let sum = at(answer, row);
    for (let k = row + 1; k < count; k++) sum -= at(lower, k * count + row) * at(answer, k);
    answer[row] = sum / at(lower, row * count + row);
  }
  return answer;
}

/** A column of which less than this share is its own is held to say nothing of its own. */
const leastOwn = 1e-9;

function choleskyOf({ gram, size }: Sums, inside: readonly number[]): Float64Array | null {
  const count = inside.length;
  const lower = new Float64Array(count * count);
  for (let row = 0; row < count; row++) {
    const from = (inside[row] ?? 0) * size;
    for (let column = 0; column < row; column++) {
      const left = at(gram, from + (inside[column] ?? 0)) - productOf(lower, row, column, count);
      lower[row * count + column] = left / at(lower, column * count + column);
    }
    const own = at(gram, from + (inside[row] ?? 0));
    const left = own - productOf(lower, row, row, count);
    if (left <= leastOwn * own) return null;
    lower[row * count + row] = Math.sqrt(left);
  }
  return lower;
}

/** Two rows of a lower triangle, multiplied as far as the second is filled. */
function productOf(lower: Float64Array, one: number, other: number, count: number): number {
  let sum = 0;
  for (let k = 0; k < other; k++) sum += at(lower, one * count + k) * at(lower, other * count + k);
  return sum;
}

function at(numbers: ArrayLike<number>, place: number): number {
  return numbers[place] as number;
}
