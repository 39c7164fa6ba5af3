import { describe, expect, it } from 'vitest';
import { addMeasure } from '../../../../core/sharding/planning/add-measure.ts';
import type { Measured, SlotLoad } from '../../../../core/sharding/planning/load.ts';

const hour = 3_600_000;
const measured = (atMs: number, work: Readonly<Record<number, number>>): Measured => ({
  atMs,
  slots: Object.entries(work).map(([slot, done]) => ({ slot: Number(slot), work: done, bytes: 10 })),
});
const loads = (all: readonly SlotLoad[]) => Object.fromEntries(all.map(({ slot, load }) => [slot, load]));

describe('a measure', () => {
  it('adds what has been done since the last one to the hour', () => {
    const first = addMeasure(measured(hour, { 1: 100 }), measured(hour + 60_000, { 1: 130 }), []);
    expect(first).toEqual([{ slot: 1, hourMs: hour, load: 30, bytes: 10 }]);
    expect(loads(addMeasure(measured(0, { 1: 130 }), measured(hour + 120_000, { 1: 135 }), first))).toEqual({ 1: 35 });
  });

  it('counts nothing for what was there before anybody measured it', () => {
    expect(loads(addMeasure(null, measured(hour, { 1: 1e6 }), []))).toEqual({ 1: 0 });
    expect(loads(addMeasure(measured(0, { 1: 5 }), measured(hour, { 1: 5, 2: 1e6 }), []))).toEqual({ 1: 0, 2: 0 });
  });

  it('counts all where the shard has begun to count anew', () => {
    expect(loads(addMeasure(measured(0, { 1: 1000 }), measured(hour, { 1: 7 }), []))).toEqual({ 1: 7 });
  });

  it('keeps what a slot did in this hour before it left', () => {
    const ofHour = [{ slot: 2, hourMs: hour, load: 9, bytes: 1 }];
    expect(loads(addMeasure(measured(hour, { 1: 1, 2: 9 }), measured(hour + 1, { 1: 2 }), ofHour))).toEqual({
      1: 1,
      2: 9,
    });
  });
});
