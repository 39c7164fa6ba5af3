/** Rows of a made-up database that threads share, with what is known of each: enough to say what a read may answer. */
export class Rows {
  static readonly count = 20;
  readonly memory: SharedArrayBuffer;
  private readonly numbers: Int32Array;
  private readonly commits: BigInt64Array;
  /** Which version the commit at the same place is of: a writer that was killed between the two never said when. */
  private readonly commitOf: Int32Array;

  constructor(memory = new SharedArrayBuffer(bytesOfNumbers + 12 * Rows.count * remembered)) {
    this.memory = memory;
    this.numbers = new Int32Array(memory, 0, bytesOfNumbers / 4);
    this.commits = new BigInt64Array(memory, bytesOfNumbers, Rows.count * remembered);
    this.commitOf = new Int32Array(memory, bytesOfNumbers + 8 * Rows.count * remembered);
  }

  /** Writes a row; answers what it now is, which grows by one each time. */
  write(row: number): number {
    const version = Atomics.add(this.numbers, at.begun + row, 1) + 1;
    const place = placeOf(row, version);
    Atomics.store(this.commits, place, BigInt(Math.floor(nowMs() * 1000)));
    Atomics.store(this.commitOf, place, version);
    raise(this.numbers, at.committed + row, version);
    return version;
  }

  read(row: number): number {
    return Atomics.load(this.numbers, at.committed + row);
  }

  /** From now on no read of anybody's may be older. */
  settle(row: number, version: number): void {
    raise(this.numbers, at.settled + row, version);
  }

  settled(row: number): number {
    return Atomics.load(this.numbers, at.settled + row);
  }

  /** For how long a version had been over when a read of it began; 0 where it was the last one. */
  overForMs(row: number, version: number, beganMs: number): number {
    const last = this.read(row);
    for (let next = version + 1; next <= last; next++) {
      const place = placeOf(row, next);
      if (Atomics.load(this.commitOf, place) !== next) continue;
      return Math.max(0, beganMs - Number(Atomics.load(this.commits, place)) / 1000);
    }
    return 0;
  }

  /** Counts operations of all threads; answers how many there were. */
  count(): number {
    return Atomics.add(this.numbers, at.operations, 1);
  }

  counted(): number {
    return Atomics.load(this.numbers, at.operations);
  }

  /** Lets every thread end with the operation that it is at. */
  stop(): void {
    Atomics.store(this.numbers, at.stopped, 1);
  }

  isStopped(): boolean {
    return Atomics.load(this.numbers, at.stopped) === 1;
  }
}

const at = {
  begun: 0,
  committed: Rows.count,
  settled: 2 * Rows.count,
  operations: 3 * Rows.count,
  stopped: 3 * Rows.count + 1,
} as const;
const bytesOfNumbers = 8 * Math.ceil((at.stopped + 1) / 2);
/** Of how many versions of a row it is known when they were committed. */
const remembered = 1 << 16;

const placeOf = (row: number, version: number): number => row * remembered + (version % remembered);

/** One clock for all threads. */
export const nowMs = (): number => performance.timeOrigin + performance.now();

function raise(numbers: Int32Array, index: number, to: number): void {
  for (let seen = Atomics.load(numbers, index); seen < to; ) {
    const found = Atomics.compareExchange(numbers, index, seen, to);
    if (found === seen) return;
    seen = found;
  }
}
