import { blankMemory, type Memory } from '../../core/model/memory.ts';
import type { Sample } from '../../core/readings/reading.ts';
import type { Unit } from '../../core/readings/unit.ts';
import { decide } from '../../core/scaling/decide.ts';
import { decidingConfig } from '../../core/scaling/deciding-config.ts';
import type { Kept, Observation } from '../../core/scaling/observation.ts';
import { median } from '../median.ts';
import { madeUpScalable } from './made-up-scalables.ts';

const rounds = 15;
/** Each decision is about another minute of two weeks, so that nothing is decided twice. */
const minutes = 20_160;

/** Microseconds of CPU for one decision about a scalable with three policies: the median of some rounds after a warm-up. */
export function measureDecide(): number {
  const observations = Array.from({ length: minutes }, (_, minute) => madeUpObservation(minute));
  const took: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const before = process.cpuUsage();
    decideAll(observations);
    const { user, system } = process.cpuUsage(before);
    if (round > 0) took.push((user + system) / minutes);
  }
  return median(took);
}

function decideAll(observations: readonly Observation[]): void {
  let memory: Memory<Kept> = blankMemory;
  for (const observation of observations) {
    const { keep } = decide({ ...observation, memory });
    memory = { ...memory, kept: keep };
  }
}

const config = decidingConfig(madeUpScalable('auto-scaling-group', 'tier'));

function madeUpObservation(minute: number): Observation {
  const atMs = Date.UTC(2026, 2, 4, 12) + minute * 60_000;
  const reading = (value: number, unit: Unit) => {
    return { periodSeconds: 60, unit, wakes: true, speaksAtZero: true, samples: samples(value, atMs), trouble: null };
  };
  return {
    subject: config.scalable,
    atMs,
    memory: blankMemory,
    config,
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
    readings: { demand: reading(100 + (minute % 60), 'per second'), running: reading(10, 'count') },
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
