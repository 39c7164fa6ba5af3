import { blankMemory } from '../core/model/memory.ts';
import type { Sample } from '../core/model/reading.ts';
import { decide } from '../core/scaling/decide.ts';
import type { Observation } from '../core/scaling/observation.ts';
import { madeUpScalable } from './made-up-scalables.ts';
import { median } from './median.ts';

const rounds = 15;
const decisionsPerRound = 20_000;

/** Microseconds for one decision about a scalable with three policies: the median of some rounds after a warm-up. */
export function measureDecide(): number {
  let observation = madeUpObservation();
  const took: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const startMs = performance.now();
    for (let made = 0; made < decisionsPerRound; made++) {
      const { keep } = decide(observation);
      observation = { ...observation, memory: { ...observation.memory, kept: keep } };
    }
    if (round > 0) took.push(((performance.now() - startMs) / decisionsPerRound) * 1000);
  }
  return median(took);
}

function madeUpObservation(): Observation {
  const { target, readings: _, ...config } = madeUpScalable('auto-scaling-group', 'tier');
  const atMs = Date.UTC(2026, 2, 4, 12);
  const reading = (value: number) => ({ periodSeconds: 60, samples: samples(value, atMs), trouble: null });
  return {
    subject: config.scalable,
    atMs,
    memory: blankMemory,
    config: { ...config, targetKind: target.kind },
    capacity: {
      asked: 10,
      running: 10,
      inFlight: 0,
      min: 1,
      max: 50,
      keepBecause: null,
      voidOutBecause: null,
      voidInBecause: null,
    },
    readings: { demand: reading(117), running: reading(10) },
    alarm: 'ALARM',
    overrides: [],
  };
}

function samples(value: number, atMs: number): Sample[] {
  return Array.from({ length: 11 }, (_, index) => ({
    is: 'value',
    atMs: atMs - (11 - index) * 60_000,
    value: value + index,
  }));
}
