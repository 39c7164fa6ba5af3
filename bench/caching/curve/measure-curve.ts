import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { CurveSampler, hitRatio } from '../../../core/caching/curve-sampler.ts';
import { murmur3 } from '../../../core/sharding/map/murmur3.ts';
import { round } from '../../round.ts';
import { exactHitRatios } from './exact-lru.ts';
import { sequences } from './sequences.ts';

export interface CurveFigure {
  readonly sequence: string;
  /** In keys. */
  readonly sizes: readonly number[];
  /** Of hundred requests, by how many the curve is wrong at most at one of the sizes, beside an exact LRU. */
  readonly errorPoints: number;
  readonly bytes: number;
  /** Of one core, at 10,000 requests a second. */
  readonly cpuPercent: number;
}

const length = 1_000_000;
const shares = [0.05, 0.2, 0.5, 0.9] as const;
const requestsPerSecond = 10_000;
const atMs = (at: number) => (1000 * at) / requestsPerSecond;

/** The curve of each made-up sequence, its error, what it takes in memory and in time. */
export async function measureCurve(seed: number): Promise<CurveFigure[]> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const figures: CurveFigure[] = [];
  for (const [sequence, make] of Object.entries(sequences)) {
    const keys = make(length, seed);
    const texts = keys.map((key) => `product/${key}`);
    const distinct = new Set(keys).size;
    const sizes = shares.map((share) => Math.round(share * distinct));
    const exact = exactHitRatios(keys, sizes);
    const taken = async () => {
      // Buffers are given back some turns after nobody has them any more.
      for (let times = 0; times < 3; times++) {
        collect();
        await sleep(20);
      }
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      return heapUsed + arrayBuffers;
    };
    const hashes = Int32Array.from(texts, (text) => murmur3(text, 0));
    const before = await taken();
    const sampler = new CurveSampler();
    for (const [at, hash] of hashes.entries()) sampler.use(hash, atMs(at), Number.POSITIVE_INFINITY);
    const bytes = (await taken()) - before;
    const timed = new CurveSampler();
    const began = process.cpuUsage();
    for (const [at, text] of texts.entries()) timed.use(murmur3(text, 0), atMs(at), Number.POSITIVE_INFINITY);
    const { user, system } = process.cpuUsage(began);
    const seen = sampler.seen();
    const errors = sizes.map((size, index) => Math.abs(hitRatio(seen, size) - (exact[index] ?? 0)));
    // Texts and keys live until here, so that what the sampler takes is all that comes and goes.
    const cpuPercent = (100 * requestsPerSecond * (user + system)) / 1e6 / Math.min(texts.length, keys.length);
    const errorPoints = round(100 * Math.max(...errors));
    figures.push({ sequence, sizes, errorPoints, bytes, cpuPercent: round(cpuPercent) });
  }
  return figures;
}
