import { tell } from '../../core/model/reason.ts';
import type { Goal, Plan } from '../../core/sharding/planning/plan.ts';
import { table } from '../table.ts';
import { tellBytes, tellDollars, tellMinutes } from './amounts.ts';

const mostListed = 20;

/** A plan for people: what it does, what it takes, what it comes to and what is in its way. */
export function planLines(plan: Plan): string[] {
  const { keyspace, moves, goal, id } = plan;
  const head = `${keyspace}: ${goalText(goal)}`;
  const blocked = plan.blockers.map((blocker) => `  in the way: ${tell(blocker)}`);
  if (moves.length === 0)
    return [head, ...blocked, ...(blocked.length === 0 ? ['  nothing has to move'] : []), ...rest(plan)];
  const least = plan.leastBytes === null ? '' : ` (no plan moves less than ${tellBytes(plan.leastBytes)})`;
  const takes = `${moves.length} ${moves.length === 1 ? 'slot' : 'slots'}, ${tellBytes(plan.bytes)}${least}, ${tellMinutes(plan.minutes)}, ${tellDollars(plan.dollars)}`;
  return [head, `  plan ${id}: ${takes}`, ...blocked, ...moveLines(plan), ...shardLines(plan), ...rest(plan)];
}

function goalText(goal: Goal): string {
  switch (goal.is) {
    case 'balance':
      return 'no shard fuller than it should be';
    case 'drain':
      return `everything off shard ${goal.shard}`;
    case 'add':
      return `a fair part for ${goal.shards.join(', ')}`;
    case 'split':
      return `half of shard ${goal.shard} to ${goal.to}`;
    case 'merge':
      return `all of shard ${goal.shard} to ${goal.to}`;
    case 'move':
      return `slot ${goal.slot} to shard ${goal.to}`;
  }
}

function moveLines({ moves }: Plan): string[] {
  const columns = [{ title: 'slot', right: true }, { title: 'from' }, { title: 'to' }, { title: 'size', right: true }];
  const rows = moves
    .slice(0, mostListed)
    .map(({ slot, from, to, bytes }) => [String(slot), from, to, tellBytes(bytes)]);
  const more = moves.length > mostListed ? [`... and ${moves.length - mostListed} more; --json lists all`] : [];
  return ['', ...[...table(columns, rows), ...more].map((line) => `  ${line}`)];
}

function shardLines({ shards, maxOverMean }: Plan): string[] {
  const columns = [
    { title: 'shard' },
    { title: 'slots', right: true },
    { title: 'size', right: true },
    { title: 'load', right: true },
  ];
  const change = (before: string, after: string) => (before === after ? before : `${before} -> ${after}`);
  const rows = shards.map(({ shard, slots, bytes, load }) => [
    shard,
    change(String(slots.before), String(slots.after)),
    change(tellBytes(bytes.before), tellBytes(bytes.after)),
    change(round(load.before), round(load.after)),
  ]);
  const fullest = `fullest over mean: ${change(round(maxOverMean.before), round(maxOverMean.after))}`;
  return ['', ...[...table(columns, rows), fullest].map((line) => `  ${line}`)];
}

function rest({ unreached, advice }: Plan): string[] {
  const advised = advice.map(({ because }) => `  advice: ${tell(because)}`);
  return [...(unreached === null ? [] : [`  not reached: ${tell(unreached)}`]), ...advised];
}

const round = (value: number) => String(Math.round(value * 100) / 100);
