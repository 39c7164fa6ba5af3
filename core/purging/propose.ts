import type { Because, Reason } from '../model/reason.ts';
import { cannotBecause } from './cannot.ts';
import { cheapestItems, sortOut } from './cheapest-items.ts';
import { fitTo } from './fit-to.ts';
import { Folders } from './folder.ts';
import { itemsThisMonth } from './keep.ts';
import type { Observation } from './observation.ts';
import type { Prices } from './prices.ts';
import type { Submission } from './settled.ts';
import { requestsOf, submissionOf } from './submissions.ts';

/** Requests that one look plans, each of which names all chunks, so that its entry has room in the ledger. */
const mostRequests = 8;

/** What a look proposes to purge. */
export interface Proposal {
  /** One for each request; none where there is no room for anything now. */
  readonly submissions: readonly Submission[];
  /** Whether something is left for the next look. */
  readonly isMore: boolean;
  readonly reasons: readonly Reason<readonly Submission[]>[];
}

/** The cheapest purge of what is pending, as far as this CDN can do it and there is room for it. */
export function propose(observation: Observation): Proposal {
  const { pending, config } = observation;
  const { possible, refused, reasons } = sortOutPossible(observation);
  const cheapest = cheapestItems(
    sortOut(possible),
    unchangedFor(observation),
    pricesOf(observation),
    Folders.counted(pending.folders),
  );
  const fitting = fitTo(cheapest.items, observation);
  const requests = requestsOf(fitting.items, config.cdn);
  const isLater = fitting.items.length < cheapest.items.length || requests.length > mostRequests;
  const isMore = isLater || pending.count > pending.items.length;
  const told = [...reasons, ...fitting.reasons.map((because) => ({ by: 'quota', desired: null, because }))];
  if (fitting.items.length + refused.length === 0) return { submissions: [], isMore, reasons: told };
  const [first = [], ...others] = requests.slice(0, mostRequests);
  const submissions = [submissionOf(observation, first, refused)];
  for (const items of others) submissions.push(submissionOf(observation, items, []));
  return { submissions, isMore, reasons: [...told, { by: 'price', desired: null, because: cheapest.because }] };
}

/** What this CDN can purge; what not is told, and the rest goes on. */
function sortOutPossible({ pending, config }: Observation) {
  const why = new Map(pending.items.map((item) => [item, cannotBecause(item, config)]));
  const refused = pending.items.filter((item) => why.get(item) !== null);
  const reasons = [...new Set(refused.map((item) => why.get(item) ?? ''))].map((one) => {
    const mine = refused.filter((item) => why.get(item) === one);
    const says = '{count} items cannot be purged by {cdn}, such as {example}: {why}';
    const because: Because = { says, count: mine.length, example: mine[0] ?? null, cdn: config.cdn.kind, why: one };
    return { by: 'refused', desired: null, because };
  });
  return { possible: pending.items.filter((item) => why.get(item) === null), refused, reasons };
}

/** How many objects a wildcard would purge in vain: too many where this CDN has no such wildcard. */
function unchangedFor({ unchanged, config }: Observation) {
  if (unchanged === null) return null;
  return (folder: string) =>
    cannotBecause(`${folder}*`, config) === null
      ? (unchanged[folder] ?? Number.POSITIVE_INFINITY)
      : Number.POSITIVE_INFINITY;
}

function pricesOf(observation: Observation): Prices {
  const { dollarsPerItem, dollarsPerRefetch, freeItemsPerMonth, collateralPercent, cdn } = observation.config;
  const objects = observation.unchanged?.['/'] ?? 0;
  return {
    dollarsPerItem,
    dollarsPerRefetch,
    freeItems: Math.max(0, freeItemsPerMonth - itemsThisMonth(observation)),
    // Where items are free they are still asked for one by one, so one of them is worth one object fetched anew.
    dollarsPerTurn: cdn.perRequest === null ? 0 : dollarsPerRefetch,
    mostCollateral: Math.floor((objects * collateralPercent) / 100),
    mostWildcards: cdn.inProgress?.wildcards ?? Number.POSITIVE_INFINITY,
  };
}
