import { Command } from 'commander';
import { hitRatio } from '../../core/caching/curve-sampler.ts';
import { adviseNodes, type SizedCache } from '../../core/caching/nodes-advice.ts';
import { type NodeOffer, type SizeChoice, sizeFor } from '../../core/caching/size-for.ts';
import { tellAdvice } from '../../core/caching/tell-advice.ts';
import { counted } from '../../core/model/counted.ts';
import { InvalidInput } from '../../core/model/errors.ts';
import { withExamples } from '../examples.ts';
import { type Session, say, sayJson } from '../session.ts';
import { table } from '../table.ts';
import { type KnownUse, knownUse } from './known-use.ts';
import { addresses, type CacheAt, takesCache } from './with-cache.ts';

interface Options extends CacheAt {
  readonly nodes?: string;
  readonly missUsdPerMillion?: string;
  readonly requestsPerSecond?: string;
  readonly copies: string;
  readonly json?: true;
}

const examples = [
  'headroom cache curve orders',
  'headroom cache curve orders --miss-usd-per-million 2',
  'headroom cache curve orders --at rediss://cache.internal:6379 --nodes cache.t4g.small=1.37@0.032,cache.r7g.large=13.07@0.219 --miss-usd-per-million 2',
] as const;

const after = `Of a cache that headroom.cache made it says which nodes pay, with what misses cost the database, or where that price lies. With
--nodes it weighs sizes and counts that you name, each as name=GiB@dollars an hour; no cache is one of them. ${addresses.trim()}`;

const shares = [0.01, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1] as const;
const mostNodes = 16;
const shown = 8;

/** `headroom cache curve`: what caches of other sizes would answer, and which pays. */
export function curve(session: Session): Command {
  return takesCache(withExamples(new Command('curve'), examples, { after }))
    .description(
      'which share of requests caches of other sizes would answer, and which size pays best; changes nothing',
    )
    .option('--nodes <list>', 'sizes of nodes to weigh, as name=GiB@dollars an hour, separated by commas')
    .option('--miss-usd-per-million <number>', 'what the database takes for a million misses, in dollars')
    .option(
      '--requests-per-second <number>',
      'requests per second of all processes; without it, as many as they have reported',
    )
    .option('--copies <number>', 'nodes that hold the same keys, replicas included', '2')
    .option('--json', 'print one JSON object')
    .action((name: string, options: Options) => run(session, name, options));
}

async function run(session: Session, name: string, options: Options): Promise<void> {
  const offers = offersOf(options);
  const { use, seen, nodes, usdPerMiss = null } = await knownUse(name, options);
  const requestsPerSecond = number('--requests-per-second', options.requestsPerSecond, use.requestsPerSecond);
  const points = shares.map((share) => {
    const keys = Math.max(1, Math.round(share * seen.keys));
    return { keys, bytes: Math.round(keys * seen.meanBytes), hitRatio: hitRatio(seen, keys) };
  });
  const choices = offers === null ? [] : sizeFor({ seen, requestsPerSecond, ...offers, mostNodes });
  const advice =
    offers === null ? adviceOf(name, { nodes, seen, requestsPerSecond, known: usdPerMiss }, options) : null;
  if (options.json) {
    const told = { name, processes: use.processes, requestsPerSecond, keys: seen.keys, points, choices };
    sayJson(session, { ...told, advice });
    return;
  }
  const size = `about ${counted(seen.keys, 'key')} of ${counted(Math.round(seen.meanBytes), 'byte')}`;
  say(
    session,
    `${name}: ${size}, ${requestsPerSecond.toFixed(1)} requests a second, told by ${counted(use.processes, 'process')}`,
  );
  if (advice !== null) say(session, advice);
  const rows = points.map((point) => [String(point.keys), megabytes(point.bytes), percent(point.hitRatio)]);
  for (const line of table(
    ['keys', 'of values', 'answered'].map((title) => ({ title, right: true })),
    rows,
  ))
    say(session, line);
  for (const line of choiceLines(choices)) say(session, line);
}

/** Null where nobody knows which nodes it has. */
function adviceOf(
  name: string,
  told: Omit<SizedCache, 'nodes' | 'usdPerMiss'> & Pick<KnownUse, 'nodes'> & { readonly known: number | null },
  { missUsdPerMillion }: Options,
): string | null {
  const { nodes, known } = told;
  if (nodes === null && missUsdPerMillion !== undefined)
    throw new InvalidInput('--nodes', 'is missing; name the sizes to compare, since nobody knows what this cache has');
  if (nodes === null || !(told.seen.meanBytes > 0)) return null;
  const usdPerMiss =
    missUsdPerMillion === undefined ? known : number('--miss-usd-per-million', missUsdPerMillion, Number.NaN) / 1e6;
  return tellAdvice(name, { nodes }, adviseNodes({ ...told, nodes, usdPerMiss }));
}

function choiceLines(choices: readonly SizeChoice[]): readonly string[] {
  const [best] = choices;
  if (best === undefined) return [];
  const columns = ['nodes', 'size', 'answered', '$ an hour', 'of it nodes'].map((title) => ({ title, right: true }));
  const rows = choices
    .slice(0, shown)
    .map(({ nodes, offer, hitRatio, usdPerHour, nodesUsdPerHour }) => [
      String(nodes),
      offer?.name ?? 'no cache',
      percent(hitRatio),
      usdPerHour.toFixed(3),
      nodesUsdPerHour.toFixed(3),
    ]);
  const verdict =
    best.offer === null
      ? 'no cache pays: misses cost less than any node'
      : `pays best: ${best.nodes} of ${best.offer.name}`;
  return ['', verdict, ...table(columns, rows)];
}

/** Null where nothing is to be weighed. */
function offersOf({ nodes, missUsdPerMillion, copies }: Options) {
  if (nodes === undefined) return null;
  const usdPerMiss = number('--miss-usd-per-million', missUsdPerMillion, Number.NaN) / 1e6;
  return { offers: nodes.split(',').map(offerOf), usdPerMiss, copies: number('--copies', copies, 1) };
}

function offerOf(text: string): NodeOffer {
  const [, name, gib, usd] = /^([\w.-]+)=(\d+(?:\.\d+)?)@(\d+(?:\.\d+)?)$/.exec(text.trim()) ?? [];
  if (name === undefined)
    throw new InvalidInput(
      '--nodes',
      `"${text.slice(0, 40)}" is not a size; write name=GiB@dollars, as cache.r7g.large=13.07@0.219`,
    );
  return { name, bytes: Number(gib) * 2 ** 30, usdPerHour: Number(usd) };
}

function number(field: string, text: string | undefined, other: number): number {
  const value = text === undefined ? other : Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new InvalidInput(field, `expected a number above 0; came ${text ?? 'nothing'}`);
}

const percent = (ratio: number) => `${(100 * ratio).toFixed(1)} %`;
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
