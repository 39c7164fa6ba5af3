/** Rows of a made-up database that threads share, with what is known of each: enough to say what a read may answer. */
export class Rows {
  static readonly count = 20;
  readonly memory: SharedArrayBuffer;
  private readonly numbers: Int32Array;
  private readonly commits: BigInt64Array;

  constructor(memory = new SharedArrayBuffer(bytesOfNumbers + 8 * Rows.count * remembered)) {
    this.memory = memory;
    this.numbers = new Int32Array(memory, 0, bytesOfNumbers / 4);
    this.commits = new BigInt64Array(memory, bytesOfNumbers);
  }

  /** Writes a row; answers what it now is, which grows by one each time. */
  write(row: number): number {
    const version = Atomics.add(this.numbers, at.begun + row, 1) + 1;
    Atomics.store(this.commits, row * remembered + (version % remembered), BigInt(Math.floor(nowMs() * 1000)));
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
    if (version >= this.read(row)) return 0;
    const next = Atomics.load(this.commits, row * remembered + ((version + 1) % remembered));
    return Math.max(0, beganMs - Number(next) / 1000);
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

/** One clock for all threads. */
export const nowMs = (): number => performance.timeOrigin + performance.now();

function raise(numbers: Int32Array, index: number, to: number): void {
  for (let seen = Atomics.load(numbers, index); seen < to; ) {
    const found = Atomics.compareExchange(numbers, index, seen, to);
    if (found === seen) return;
    seen = found;
  }
}
