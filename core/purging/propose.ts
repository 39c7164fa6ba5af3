import type { Because, Reason } from '../model/reason.ts';
import { fitTo } from './fit-to.ts';
import { Folders } from './folder.ts';
import { kindOf } from './item.ts';
import { itemsThisMonth } from './keep.ts';
import type { CdnLimits, Observation } from './observation.ts';
import { planPurge, sortOut } from './plan.ts';
import type { Prices } from './prices.ts';
import type { Submission } from './settled.ts';
import { submissionOf } from './submission-of.ts';

/** What a look proposes to purge. */
export interface Proposal {
  /** Null where there is no room for anything now. */
  readonly submission: Submission | null;
  /** Whether something is left for the next look. */
  readonly isMore: boolean;
  readonly reasons: readonly Reason<readonly Submission[]>[];
}

/** The cheapest purge of what is pending, as far as this CDN can do it and there is room for it. */
export function propose(observation: Observation): Proposal {
  const { pending, unchanged, config } = observation;
  const { possible, refused, reasons } = sortOutPossible(pending.items, config.cdn);
  const known = unchanged && ((folder: string) => unchanged[folder] ?? Number.POSITIVE_INFINITY);
  const plan = planPurge(sortOut(possible), known, pricesOf(observation), Folders.counted(pending.folders));
  const fitting = fitTo(plan.items, observation);
  const isMore = fitting.items.length < plan.items.length || pending.count > pending.items.length;
  const told = [...reasons, ...fitting.reasons.map((because) => ({ by: 'quota', desired: null, because }))];
  if (fitting.items.length + refused.length === 0) return { submission: null, isMore, reasons: told };
  const submission = submissionOf(observation, fitting.items, refused);
  return { submission, isMore, reasons: [...told, { by: 'plan', desired: null, because: plan.because }] };
}

/** What this CDN can purge; what not is told, and the rest goes on. */
function sortOutPossible(items: readonly string[], cdn: CdnLimits) {
  const why = {
    path: cdn.hasPaths ? null : 'it cannot purge single paths',
    wildcard: cdn.hasWildcards ? null : 'it knows no wildcards; purge by tags',
    tag: cdn.noTagsBecause,
  };
  const refused = items.filter((item) => why[kindOf(item)] !== null);
  const reasons = [...new Set(refused.map(kindOf))].map((kind) => {
    const count = refused.filter((item) => kindOf(item) === kind).length;
    const says = '{count} items ({kind}) cannot be purged by {cdn}: {why}';
    const because: Because = { says, count, kind, cdn: cdn.kind, why: why[kind] };
    return { by: 'refused', desired: null, because };
  });
  return { possible: items.filter((item) => why[kindOf(item)] === null), refused, reasons };
}

function pricesOf(observation: Observation): Prices {
  const { dollarsPerItem, dollarsPerRefetch, freeItemsPerMonth, collateralPercent, cdn } = observation.config;
  const objects = observation.unchanged?.['/'] ?? 0;
  return {
    dollarsPerItem,
    dollarsPerRefetch,
    freeItems: Math.max(0, freeItemsPerMonth - itemsThisMonth(observation)),
    mostCollateral: Math.floor((objects * collateralPercent) / 100),
    mostWildcards: cdn.hasWildcards ? (cdn.inProgress?.wildcards ?? Number.POSITIVE_INFINITY) : 0,
  };
}
