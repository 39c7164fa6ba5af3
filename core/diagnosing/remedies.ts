import type { Because } from '../model/reason.ts';
import type { TierKind } from './config/kinds.ts';
import type { Limit, Remedy } from './diagnosis.ts';
import { limitName } from './limit-name.ts';
import type { ServiceReadings, TierReadings } from './service-readings.ts';

/** A change to what a request takes or to what there is: by how much more load is carried by this limit, and by others of its tier. */
interface Change {
  readonly does: Because;
  /** How many times the load the limit itself then carries. */
  readonly times: number;
  /** How many times the load the other limits of the same tier then carry. */
  readonly timesTier: number;
}

/**
 * What would lift the first limit, and how far: the load at which the next one gives out bounds each. The same model as the
 * diagnosis: a limit gives out where what arrives times what each takes is all there is.
 */
export function remediesFor(limits: readonly Limit[], { tiers }: ServiceReadings): readonly Remedy[] {
  const [first] = limits;
  const tier = tiers.find(({ name }) => name === first?.tier);
  if (first === undefined || tier === undefined) return [];
  return changesFor(first, tier)
    .map((change) => effectOf(change, first, limits))
    .toSorted((one, other) => other.saturation - one.saturation);
}

function effectOf({ does, times, timesTier }: Change, first: Limit, limits: readonly Limit[]): Remedy {
  const then = limits.map((limit) => {
    const factor = limit === first ? times : limit.tier === first.tier ? timesTier : 1;
    return { name: limitName(limit), saturation: limit.saturation.value * factor };
  });
  const next = then.reduce((low, one) => (one.saturation < low.saturation ? one : low));
  return {
    does,
    saturation: next.saturation,
    gainPercent: 100 * (next.saturation / first.saturation.value - 1),
    next: next.name,
  };
}

function changesFor(limit: Limit, tier: TierReadings): readonly Change[] {
  const units = tier.units?.findLast((value) => value !== null) ?? null;
  const more: Change[] = units === null || tier.kind === 'downstream' ? [] : [moreUnits(units, limit)];
  return [...more, ...ofKind(limit), ...(tier.kind === 'database' ? ofDatabase(tier) : ofTier[tier.kind])];
}

/** A quarter more units, at least one: for what each unit has of its own. */
function moreUnits(units: number, { tier }: Limit): Change {
  const added = Math.max(1, Math.ceil(units / 4));
  const times = (units + added) / units;
  const does = { says: 'run {to} units of {tier} and not {from}', to: units + added, tier, from: units };
  return { does, times, timesTier: times };
}

function ofKind({ kind, resource, tier, suspects, background }: Limit): readonly Change[] {
  const what = resource ?? 'it';
  const one = (does: Because, times: number): Change => ({ does, times, timesTier: 1 });
  const aside =
    background < 0.05
      ? []
      : [
          one(
            {
              says: 'move work that no request asks for away from {what}: it keeps {percent} % of it busy',
              what,
              percent: 100 * background,
            },
            1 / (1 - background),
          ),
        ];
  switch (kind) {
    case 'cpu':
      return [{ does: { says: 'give {tier} units of twice the processors', tier }, times: 2, timesTier: 1 }, ...aside];
    case 'memory':
      return [one({ says: 'give {tier} units of twice the memory', tier }, 2), ...aside];
    case 'disk':
    case 'network':
    case 'provisioned-throughput':
      return [one({ says: 'buy twice the throughput of {what}', what }, 2), ...aside];
    case 'connections':
    case 'pool':
    case 'threads':
      return [
        one({ says: 'allow twice as many in {what}, if what is behind it can bear them', what }, 2),
        one({ says: 'hold each of {what} half as long', what }, 2),
        ...aside,
      ];
    case 'lock':
      return [one({ says: 'hold {what} half as long, or split it in two', what }, 2), ...aside];
    case 'unread':
      return suspects.flatMap((suspect) => {
        if (suspect.is === 'one-thread')
          return [
            one({ says: 'run {of} processes or threads in each unit of {tier}', of: suspect.of, tier }, suspect.of),
          ];
        if (suspect.is === 'named') return [one({ says: 'allow twice as many in {name}', name: suspect.name }, 2)];
        if (suspect.is === 'held')
          return [
            one({ says: 'hold the lock or the pool of {tier} half as long, or allow twice as many in it', tier }, 2),
          ];
        return [one({ says: 'ask what is behind {tier} half as often, or give it twice the capacity', tier }, 2)];
      });
  }
}

/** What takes requests from a whole tier, by what the tier is. */
const ofTier: Readonly<Record<Exclude<TierKind, 'database'>, readonly Change[]>> = {
  compute: [],
  cache: [{ does: { says: 'split the keys over twice as many shards' }, times: 2, timesTier: 2 }],
  queue: [],
  downstream: [{ does: { says: 'ask it half as often: keep its answers, or ask in batches' }, times: 2, timesTier: 2 }],
};

/** Statements that cost nothing any more would lift it without end: what is left of each is still asked and answered. */
const mostReductionPercent = 90;

/** What takes queries from a database, or makes them cheaper: what was found for it by its own statements before what is usual. */
function ofDatabase({ indexAdvice }: TierReadings): readonly Change[] {
  const whole = (does: Because, times: number): Change => ({ does, times, timesTier: times });
  const indexes =
    indexAdvice === undefined
      ? whole({ says: 'add the indexes by which queries take half as much (`headroom indexes advise` finds them)' }, 2)
      : whole(
          {
            says: 'make the {indexes} indexes that `headroom explain {database}` prints: they take {percent} % off what its statements cost',
            indexes: indexAdvice.indexes,
            database: indexAdvice.database,
            percent: indexAdvice.reductionPercent,
          },
          1 / (1 - Math.min(indexAdvice.reductionPercent, mostReductionPercent) / 100),
        );
  const others = [
    whole({ says: 'answer every other query from a cache' }, 2),
    whole({ says: 'read from one replica beside the writer, if half of the queries may' }, 2),
  ];
  const shards = whole({ says: 'split the data over two shards' }, 2);
  return indexAdvice === undefined ? [...others, indexes, shards] : [indexes, ...others, shards];
}
