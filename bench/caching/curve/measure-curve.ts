import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hitRatio } from '../../../core/caching/curve-sampler.ts';
import { pythonEnvironment } from '../../../local/python-environment.ts';
import { round } from '../../round.ts';
import { exactHitRatios } from './exact-lru.ts';
import { libcachesimHitRatios } from './libcachesim-lru.ts';
import { recordedSequences } from './recorded-sequences.ts';
import type { Sampled } from './sample-apart.ts';
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

const root = join(import.meta.dirname, '../../..');
const length = 1_000_000;
const shares = [0.05, 0.2, 0.5, 0.9] as const;
const requestsPerSecond = 10_000;

/**
 * The curve of each sequence, made up and recorded, its error beside an exact LRU, and what it takes in memory and in time. The
 * exact one is libcachesim's where it can be installed, and ours is held against it.
 */
export async function measureCurve(seed: number, onProgress: (line: string) => void): Promise<CurveFigure[]> {
  const python = await pythonWith('libcachesim', onProgress);
  const tpch = await pythonWith('tpchgen-cli', onProgress);
  const figures: CurveFigure[] = [];
  for (const [sequence, make] of Object.entries(sequences)) {
    onProgress(`curve: ${sequence}`);
    figures.push(measureOne(sequence, Int32Array.from(make(length, seed)), python, onProgress));
  }
  for (const [sequence, record] of Object.entries(recordedSequences(tpch))) {
    onProgress(`curve: ${sequence}${typeof record === 'string' ? `, not measured: ${record}` : ''}`);
    if (typeof record !== 'string') figures.push(measureOne(sequence, await record(length), python, onProgress));
  }
  return figures;
}

/** Null on a machine that cannot have it. */
async function pythonWith(name: string, onProgress: (line: string) => void): Promise<string | null> {
  try {
    return await pythonEnvironment({ root, name, onProgress });
  } catch (error) {
    onProgress(`${name} is not there: ${String(error)}`);
    return null;
  }
}

function measureOne(
  sequence: string,
  keys: Int32Array,
  python: string | null,
  onProgress: (line: string) => void,
): CurveFigure {
  const requests = keys.filter((key) => key >= 0);
  const distinct = new Set(requests).size;
  const sizes = shares.map((share) => Math.round(share * distinct));
  const own = exactHitRatios(keys, sizes);
  const exact = python === null ? own : libcachesimHitRatios(python, keys, sizes);
  const apart = Math.max(...own.map((ratio, at) => Math.abs(ratio - (exact[at] ?? 0))));
  if (apart > 1e-9) onProgress(`our exact LRU is ${100 * apart} points from that of libcachesim`);
  const { seen, bytes, cpuMicros } = sampleApart(keys);
  const errors = sizes.map((size, at) => Math.abs(hitRatio(seen, size) - (exact[at] ?? 0)));
  const cpuPercent = (100 * requestsPerSecond * cpuMicros) / 1e6 / requests.length;
  return { sequence, sizes, errorPoints: round(100 * Math.max(...errors)), bytes, cpuPercent: round(cpuPercent) };
}

function sampleApart(keys: Int32Array): Sampled {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-curve-'));
  try {
    const file = join(folder, 'keys');
    writeFileSync(file, keys);
    const program = join(import.meta.dirname, 'sample-apart.ts');
    const told = execFileSync(process.execPath, ['--expose-gc', program, file], { encoding: 'utf8' });
    return JSON.parse(told) as Sampled;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
