import { type Random, random } from '../workloads/random.ts';
import type { Network, RequestClass, Spread, Station, Visit } from './network.ts';

/** What is made up: the network, and what only its maker knows of it. */
export interface MadeNetwork {
  readonly network: Network;
  readonly isClosed: boolean;
  /** Share of the time that the bottleneck would be busy at the highest load, if nothing came back late. */
  readonly peak: number;
}

/** What stations are: how they are read, and how they serve. */
interface Sort {
  readonly kind: Station['kind'];
  readonly discipline: Station['discipline'];
  readonly servers: readonly number[];
  readonly spreads: readonly Spread[];
}

const readSorts: readonly Sort[] = [
  { kind: 'cpu', discipline: 'sharing', servers: [1, 2, 4, 8], spreads: ['exponential', 'even', 'wide'] },
  { kind: 'cpu', discipline: 'sharing', servers: [2, 4], spreads: ['exponential', 'even'] },
  { kind: 'disk', discipline: 'fifo', servers: [1, 2, 4], spreads: ['exponential', 'even'] },
  { kind: 'network', discipline: 'fifo', servers: [1], spreads: ['exponential', 'even', 'constant'] },
];

const unreadSorts: readonly Sort[] = [
  { kind: 'lock', discipline: 'fifo', servers: [1], spreads: ['constant', 'even', 'exponential'] },
  { kind: 'pool', discipline: 'fifo', servers: [2, 3, 5, 10], spreads: ['even', 'exponential'] },
  { kind: 'connections', discipline: 'fifo', servers: [2, 4, 8, 16], spreads: ['even', 'exponential', 'wide'] },
  { kind: 'threads', discipline: 'fifo', servers: [1], spreads: ['even', 'exponential', 'wide'] },
];

const minutes = 180;
/** The share of networks whose bottleneck is not read. */
const hiddenShare = 0.36;
/** The share of networks in which every client waits for its answer. */
const closedShare = 0.3;
/** The share of stations beside the bottleneck that are not read either. */
const unreadShare = 0.12;

/** A network of 2 to 12 resources and one to three classes, with loads over a factor of at least two. */
export function makeNetwork(seed: number): MadeNetwork {
  const chance = random(seed);
  const stations = makeStations(chance);
  const isClosed = chance.uniform() < closedShare;
  const bottleneck = Math.floor(chance.uniform() * stations.length);
  const hidden = chance.uniform() < hiddenShare;
  const all = stations.map((station, index) => {
    const unread = index === bottleneck ? hidden : chance.uniform() < unreadShare;
    return make(station, unread ? pick(unreadSorts, chance) : pick(readSorts, chance), unread, chance);
  });
  // At the load of today's mix at which the bottleneck gives out, others would take so much more.
  const most = between(16, 32, chance);
  const spares = all.map((_, index) => (index === bottleneck ? 1 : Math.exp(Math.log(5) * chance.uniform())));
  const peak = between(0.45, 0.96, chance);
  const ways = makeWays(all, spares, most, chance);
  const network = { stations: all, classes: ways, minutes };
  return { network: load(network, most * peak, isClosed, chance), isClosed, peak };
}

/** Names and tiers: each tier has one to four resources. */
function makeStations(chance: Random): readonly { name: string; tier: string }[] {
  const count = 2 + Math.floor(chance.uniform() * 11);
  const stations: { name: string; tier: string }[] = [];
  for (let tier = 1; stations.length < count; tier++) {
    const inTier = Math.min(1 + Math.floor(chance.uniform() * 4), count - stations.length);
    for (let index = 1; index <= inTier; index++) stations.push({ name: `r${index}`, tier: `tier${tier}` });
  }
  return stations;
}

function make(at: { name: string; tier: string }, sort: Sort, unread: boolean, chance: Random): Station {
  const oneOfMany = unread && sort.kind === 'threads';
  return {
    ...at,
    kind: sort.kind,
    discipline: sort.discipline,
    servers: pick(sort.servers, chance),
    spread: pick(sort.spreads, chance),
    read: oneOfMany ? { as: 'one-of', cores: pick([2, 4, 8], chance) } : { as: unread ? 'nothing' : 'busy' },
    queueRead: !unread && chance.uniform() < 0.5,
    background: !unread && chance.uniform() < 0.2 ? between(0.05, 0.3, chance) : 0,
  };
}

/**
 * The way of each class through all tiers, one after the other. Classes differ in what they take of each station; together,
 * in the mix that they come in, they take what makes the station give out at its spare times `most`.
 */
function makeWays(
  stations: readonly Station[],
  spares: readonly number[],
  most: number,
  chance: Random,
): RequestClass[] {
  const classes = pick([1, 1, 2, 2, 3], chance);
  const mix = normal(Array.from({ length: classes }, () => between(0.3, 1, chance)));
  const routes: Visit[][] = mix.map(() => []);
  stations.forEach((station, index) => {
    const taste = mix.map(() => Math.exp(0.6 * chance.normal()));
    const mean = mix.reduce((sum, share, one) => sum + share * (taste[one] ?? 1), 0);
    const seconds = (station.servers * (1 - station.background)) / (most * (spares[index] ?? 1));
    for (const [one, route] of routes.entries())
      route.push({ station: index, seconds: (seconds * (taste[one] ?? 1)) / mean });
  });
  return routes.map((route, one) => ({
    name: `class${one + 1}`,
    route,
    load: [mix[one] ?? 1],
    thinkSeconds: null,
  }));
}

/** Loads by minute: each class on a curve of its own, or all on one, between the most and at most half of it. */
function load(network: Network, perSecond: number, isClosed: boolean, chance: Random): Network {
  const together = chance.uniform() < 0.4;
  const first = curve(chance);
  const curves = network.classes.map(() => (together ? first : curve(chance)));
  const wanted = network.classes.map(({ load: [share = 1] }, one) =>
    (curves[one] ?? first).map((height) => share * height),
  );
  const totals = Array.from({ length: minutes }, (_, minute) =>
    wanted.reduce((sum, track) => sum + (track[minute] ?? 0), 0),
  );
  const scale = scaleToRange(totals, perSecond);
  const classes = network.classes.map((one, index) => {
    const rates = (wanted[index] ?? []).map((height, minute) => height * (scale[minute] ?? 0));
    return isClosed ? closed(one, rates, chance) : { ...one, load: rates };
  });
  return { ...network, classes };
}

/** Stretches totals so that the highest is `most` and the lowest between a tenth and 45 % of it; mixes stay as they are. */
function scaleToRange(totals: readonly number[], most: number): number[] {
  const [low, high] = [Math.min(...totals), Math.max(...totals)];
  const floor = Math.min(low / high, 0.45);
  return totals.map((total) => {
    const height = high === low ? 1 : (total - low) / (high - low);
    return (most * (floor + (1 - floor) * height)) / total;
  });
}

/** Two waves and a drift, above 0.1. */
function curve(chance: Random): number[] {
  const waves = [1, 0.5].map((size) => ({
    size: size * between(0.4, 1, chance),
    turns: between(0.5, 3, chance),
    phase: chance.uniform(),
  }));
  const drift = between(-1, 1, chance);
  const raw = Array.from({ length: minutes }, (_, minute) => {
    const at = minute / minutes;
    return (
      waves.reduce((sum, { size, turns, phase }) => sum + size * Math.sin(2 * Math.PI * (turns * at + phase)), 0) +
      drift * at
    );
  });
  const [low, high] = [Math.min(...raw), Math.max(...raw)];
  const floor = between(0.15, 0.5, chance);
  return raw.map((value) => floor + ((1 - floor) * (value - low)) / (high - low));
}

/** As many clients as would ask so often, if answers took no longer than twice the service. */
function closed(one: RequestClass, rates: readonly number[], chance: Random): RequestClass {
  const service = one.route.reduce((sum, { seconds }) => sum + seconds, 0);
  const thinkSeconds = service * between(1, 6, chance);
  const clients = rates.map((rate) => Math.max(1, Math.round(rate * (thinkSeconds + service * 1.5))));
  return { ...one, thinkSeconds, load: clients };
}

function normal(weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return weights.map((weight) => weight / sum);
}

function pick<One>(from: readonly One[], chance: Random): One {
  return from[Math.floor(chance.uniform() * from.length)] as One;
}

function between(low: number, high: number, chance: Random): number {
  return low + (high - low) * chance.uniform();
}
