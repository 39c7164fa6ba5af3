import { ceilings } from './ceilings.ts';
import { deployments } from './deployments.ts';
import type { Entry } from './entry.ts';
import { metrics } from './metrics.ts';
import { others } from './others.ts';
import { units } from './units.ts';
import { zero } from './zero.ts';

/** Every situation that is played. */
export const catalogue: readonly Entry[] = [...deployments, ...units, ...ceilings, ...zero, ...others, ...metrics];
