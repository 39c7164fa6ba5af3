/** How long a call of a function took with a memory, on average. */
export interface TriedMemory {
  readonly memoryMb: number;
  /** Billed, without what is billed of starting. */
  readonly meanMs: number;
}

/** How long a call takes by memory: it waits, whatever the memory is, and works, the faster the more of a CPU it has. */
export interface DurationCurve {
  readonly waitMs: number;
  /** Of one whole CPU. */
  readonly workMs: number;
  /** CPUs that it can use at once. */
  readonly cpus: number;
  /** The largest share by which it is wrong of what was tried. */
  readonly worstError: number;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html: with so much memory a function has one whole CPU. */
const mbPerCpu = 1769;
/** With the most memory, 10,240 MB, it has so many. */
const mostCpus = 6;

/** The CPUs that a function has with a memory. */
const cpusOf = (memoryMb: number): number => Math.min(mostCpus, memoryMb / mbPerCpu);

/** How long a call takes with a memory, milliseconds. */
export function durationMs({ waitMs, workMs, cpus }: DurationCurve, memoryMb: number): number {
  return waitMs + workMs / Math.min(cpus, cpusOf(memoryMb));
}

/**
 * The curve that is least wrong of what was tried, by shares; null of fewer than two memories. With two it goes through both, and
 * what it says between them is no more than that.
 */
export function fitCurve(tried: readonly TriedMemory[]): DurationCurve | null {
  if (new Set(tried.map(({ memoryMb }) => memoryMb)).size < 2) return null;
  const all = Array.from({ length: mostCpus }, (_, more) => fitWith(tried, more + 1));
  return all.reduce((best, one) => (one.error < best.error * (1 - noise) ? one : best)).curve;
}

/** Relative error of arithmetic that makes no curve a better one. */
const noise = 1e-9;

/** Least squares of relative errors, with neither part below nothing. */
function fitWith(
  tried: readonly TriedMemory[],
  cpus: number,
): { readonly curve: DurationCurve; readonly error: number } {
  const rows = tried.map(({ memoryMb, meanMs }) => ({
    a: 1 / meanMs,
    b: 1 / Math.min(cpus, cpusOf(memoryMb)) / meanMs,
  }));
  const sum = (of: (row: { a: number; b: number }) => number) => rows.reduce((all, row) => all + of(row), 0);
  const [aa, ab, bb, a, b] = [
    sum((r) => r.a * r.a),
    sum((r) => r.a * r.b),
    sum((r) => r.b * r.b),
    sum((r) => r.a),
    sum((r) => r.b),
  ];
  const det = aa * bb - ab * ab;
  const both = det > noise * aa * bb ? [(a * bb - b * ab) / det, (b * aa - a * ab) / det] : [a / aa, 0];
  const pairs = both.every((one) => one !== undefined && one >= 0)
    ? [both]
    : [
        [a / aa, 0],
        [0, b / bb],
      ];
  const fits = pairs.map(([waitMs = 0, workMs = 0]) => {
    const curve = { waitMs, workMs, cpus, worstError: 0 };
    const errors = tried.map(({ memoryMb, meanMs }) => Math.abs(durationMs(curve, memoryMb) / meanMs - 1));
    const error = errors.reduce((all, one) => all + one * one, 0);
    return { curve: { ...curve, worstError: Math.max(...errors) }, error };
  });
  return fits.reduce((best, one) => (one.error < best.error ? one : best));
}
