import type { Decision } from '../model/decision.ts';
import { decide } from './decide.ts';
import type { Desired } from './desired.ts';
import type { Kept, Observation } from './observation.ts';
import { decidePooled } from './pool/decide-pooled.ts';
import { keepsPool } from './pool/pooled-config.ts';
import { withLongLeads, withPutBack } from './pool/put-back.ts';
import { withRelease } from './release.ts';
import { decideSized } from './sizing/decide-sized.ts';
import { inOrder } from './tiers/in-order.ts';

/** What is right of a scalable: of what runs, and where there is a pool, of what stands prepared beside it. */
export function decideScalable(observation: Observation): Decision<Desired, Kept> {
  const { tiers } = observation;
  const decided = tiers === undefined ? decideAlone(observation) : inOrder(observation, tiers, decideAlone);
  return withRelease(observation, decided);
}

function decideAlone(observation: Observation): Decision<Desired, Kept> {
  const { sizes } = observation.config;
  return sizes === undefined ? decideUnits(observation) : decideSized(observation, sizes, decideUnits);
}

function decideUnits(observation: Observation): Decision<Desired, Kept> {
  const { config, memory } = observation;
  const { kept } = memory;
  if (config.warmPool !== undefined && keepsPool(config)) return decidePooled(observation, config.warmPool);
  if (kept === null || kept.pool === undefined) return decide(observation);
  const decided = decide({ ...observation, memory: { ...memory, kept: withLongLeads(kept) } });
  return withPutBack(observation, decided, kept.pool);
}
