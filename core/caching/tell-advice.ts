import type { NodesAdvice, SizedCache } from './nodes-advice.ts';
import type { SizeChoice } from './size-for.ts';

const hoursPerMonth = 30.4 * 24;

/** Which nodes a cache should have, as a sentence or two with prices. */
export function tellAdvice(cache: string, { nodes }: Pick<SizedCache, 'nodes'>, advice: NodesAdvice): string {
  const { now, best, bestWhere } = advice;
  const copies = 1 + nodes.replicas;
  const told = (one: SizeChoice) =>
    one.offer === null
      ? 'no cache'
      : `${one.nodes * copies} of ${one.offer.name} (${dollars(one.nodesUsdPerHour)} a month, ${percent(one.hitRatio)} answered)`;
  if (now === null) return `${cache}: the price of ${nodes.nodeType} is not known here; weigh it with --nodes`;
  if (best !== null) {
    if (best === now) return `${cache}: ${told(now)} pay best: with misses ${dollars(now.usdPerHour)} a month in all`;
    const all = `${dollars(best.usdPerHour)} a month in all, where ${told(now)} come to ${dollars(now.usdPerHour)}`;
    return `${cache}: ${told(best)} would pay best: with misses ${all}${change(best, nodes)}`;
  }
  if (bestWhere === null) return `${cache}: ${told(now)}`;
  const { from, to, smaller, larger } = bestWhere;
  if (from === Number.POSITIVE_INFINITY && smaller !== null)
    return `${cache}: ${told(smaller)} would answer as much as ${told(now)}, for less`;
  const below = smaller === null || from <= 0 ? '' : `; below that ${told(smaller)}`;
  const above = larger === null ? '' : `; above it ${told(larger)}`;
  const until = to === null ? 'or more' : `to ${millions(to)}`;
  const range =
    to !== null && to < from
      ? `are best at no price of a miss${below.replace('; below that', ': take')}${above.replace('; above it', ', or')}`
      : `are best where a million misses cost the database ${millions(from)} ${until}${below}${above}`;
  return `${cache}: ${told(now)} ${range}`;
}

const dollars = (usdPerHour: number) => `$${(usdPerHour * hoursPerMonth).toFixed(2)}`;
const millions = (usdPerMiss: number) => `$${(usdPerMiss * 1e6).toFixed(2)}`;
const percent = (ratio: number) => `${(100 * ratio).toFixed(1)} %`;

/** What makes it so: of nodes, the template says what they are. */
function change({ offer, nodes: count }: SizeChoice, { nodeType, shards }: SizedCache['nodes']): string {
  if (offer === null) return '';
  const type = offer.name === nodeType ? [] : [`nodeType: '${offer.name}'`];
  const groups = shards === null || count === shards ? [] : [`shards: ${count}`];
  return `; write ${[...type, ...groups].join(' and ')} into its nodes and run "npx cdk deploy"`;
}
