import type { Adding } from './adding.ts';
import { capability } from './capability.ts';
import { cdn } from './cdn.ts';
import { guard } from './guard.ts';
import { policy } from './policy.ts';
import { shard } from './shard.ts';
import { source } from './source.ts';
import { target } from './target.ts';
import { trouble } from './trouble.ts';

/** What CONTRIBUTING promises of adding: at most so many files are edited, and each is asked for. */
export const rows: readonly Adding[] = [target, source, policy, guard, trouble, cdn, shard, capability];
