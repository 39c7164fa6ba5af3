import { answered, firstWorld, keyOf, nextWorlds, type Rules, type Size, type World } from './table-world.ts';

export interface Explored {
  readonly states: number;
  /** What went wrong first, with the way there; null where nothing did. */
  readonly broken: { readonly law: string; readonly trace: readonly string[] } | null;
  /** States from which nothing leads to an end. */
  readonly stuck: number;
}

/** Every world that can come of the first one, breadth first, so that the first fault found has the shortest way to it. */
export function explore(size: Size, rules: Rules): Explored {
  const first = firstWorld(size);
  const ids = new Map<string, number>([[keyOf(first), 0]]);
  const worlds = [first];
  const cameFrom: (readonly [number, string])[] = [[-1, 'begin']];
  const before: number[][] = [[]];
  const ends: number[] = [];
  for (let at = 0; at < worlds.length; at++) {
    const world = worlds[at] as World;
    const law = brokenLaw(world, rules);
    if (law !== null) return { states: worlds.length, broken: { law, trace: traceTo(at, cameFrom) }, stuck: 0 };
    if (isEnd(world)) ends.push(at);
    for (const [what, next] of nextWorlds(world, rules)) {
      if (!world.isPinned && next.map.epoch < world.map.epoch)
        return { states: worlds.length, broken: { law: 'epochs only grow', trace: traceTo(at, cameFrom) }, stuck: 0 };
      const key = keyOf(next);
      let id = ids.get(key);
      if (id === undefined) {
        id = worlds.length;
        ids.set(key, id);
        worlds.push(next);
        cameFrom.push([at, what]);
        before.push([]);
      }
      before[id]?.push(at);
    }
  }
  return { states: worlds.length, broken: null, stuck: worlds.length - countLeadingTo(ends, before) };
}

function brokenLaw(world: World, rules: Rules): string | null {
  const { fence, map, truth, value, clients } = world;
  for (const [index] of clients.entries()) {
    const answer = answered(world, index, rules);
    if (answer !== null && answer !== truth) return `client ${index} reads ${answer}, and ${truth} was written last`;
  }
  if (value[map.at] !== truth) return `the owner by the map has ${value[map.at]}, and ${truth} was written last`;
  if (!world.isPinned && fence.x?.is === 'own' && fence.y?.is === 'own') return 'two tables own the slot';
  if (fence[map.at]?.is === 'gone') return 'the map names a table that does not have the slot';
  return null;
}

/** Nothing is under way, and nothing has been left behind. */
function isEnd({ moves, fence, map, value }: World): boolean {
  const over = moves.every(({ is }) => is === 'done' || is === 'aborted');
  return over && (fence[map.at]?.is ?? 'own') === 'own' && value[map.at === 'x' ? 'y' : 'x'] === 0;
}

function countLeadingTo(ends: readonly number[], before: readonly (readonly number[])[]): number {
  const reached = new Set(ends);
  const open = [...ends];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    for (const id of before[one] ?? []) {
      if (reached.has(id)) continue;
      reached.add(id);
      open.push(id);
    }
  }
  return reached.size;
}

function traceTo(at: number, cameFrom: readonly (readonly [number, string])[]): string[] {
  const trace: string[] = [];
  for (let id = at; id > 0; ) {
    const [from, what] = cameFrom[id] ?? [-1, ''];
    trace.unshift(what);
    id = from;
  }
  return trace;
}
