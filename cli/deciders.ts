import { decide as balancing } from '../core/balancing/decide.ts';
import { decide as purging } from '../core/purging/decide.ts';
import type { Decide } from '../core/replay.ts';
import { decide as scaling } from '../core/scaling/decide.ts';
import { decide as sharding } from '../core/sharding/planning/decide.ts';

/** How each capability decides whose entries can be decided again. */
export const deciders: Readonly<Record<'scaling' | 'balancing' | 'purging' | 'sharding', Decide>> = {
  scaling,
  balancing,
  purging,
  sharding,
};
