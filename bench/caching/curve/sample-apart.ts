/**
 * Samples a sequence in a process that has nothing else in it, and prints what was seen, and what it took of memory and time:
 * `node --expose-gc sample-apart.ts <file of 32-bit numbers>`.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { CurveSampler, type SeenUse } from '../../../core/caching/curve-sampler.ts';
import { murmur3 } from '../../../core/sharding/map/murmur3.ts';
import { takenAway } from './exact-lru.ts';

export interface Sampled {
  readonly seen: SeenUse;
  readonly bytes: number;
  readonly cpuMicros: number;
}

const requestsPerSecond = 10_000;
const file = readFileSync(process.argv[2] ?? '');
const sequence = new Int32Array(file.buffer, file.byteOffset, file.byteLength / 4);
const textOf = (key: number) => `product/${key}`;

function feed(sampler: CurveSampler, from: number, to: number): void {
  for (let at = from; at < to; at++) {
    const happens = sequence[at] ?? 0;
    if (happens < 0) sampler.forget(murmur3(textOf(takenAway(happens)), 0));
    else sampler.use(murmur3(textOf(happens), 0), (1000 * at) / requestsPerSecond, Number.POSITIVE_INFINITY);
  }
}

/** The least of several: what is left of others' garbage is none of it. */
async function taken(): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let times = 0; times < 5; times++) {
    globalThis.gc?.();
    await sleep(20);
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    least = Math.min(least, heapUsed + arrayBuffers);
  }
  return least;
}

// What is compiled, and what the first use leaves for good, is there before anything is measured.
feed(new CurveSampler(), 0, Math.min(sequence.length, 20_000));
const before = await taken();
const sampler = new CurveSampler();
const began = process.cpuUsage();
feed(sampler, 0, sequence.length);
const { user, system } = process.cpuUsage(began);
const bytes = (await taken()) - before;
const sampled: Sampled = { seen: sampler.seen(), bytes, cpuMicros: user + system };
console.log(JSON.stringify(sampled));
