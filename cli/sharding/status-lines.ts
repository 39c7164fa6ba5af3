import { counted } from '../../core/model/counted.ts';
import { tell } from '../../core/model/reason.ts';
import type { StoredPlan } from '../../core/sharding/planning/plan.ts';
import type { Where } from '../connect.ts';
import { tellDuration } from '../duration.ts';
import { table } from '../table.ts';
import { typedCommand } from '../typed-command.ts';
import { tellBytes } from './amounts.ts';
import type { KnownKeyspace } from './known-keyspace.ts';
import { isSettled, moveLines } from './move-lines.ts';

/** How a keyspace is: first what needs a person, then what moves, then what each shard carries. */
export function statusLines(known: KnownKeyspace, plans: readonly StoredPlan[], nowMs: number, where: Where): string[] {
  const { config, map, activeMoves } = known;
  const { keyspace } = config;
  const moving = activeMoves.filter((move) => !isSettled(move));
  const settled = activeMoves.filter(isSettled);
  const stuck = moving.filter(({ trouble }) => trouble !== null);
  const verdict =
    stuck.length > 0
      ? `${stuck.length} of ${counted(moving.length, 'move')} ${stuck.length === 1 ? 'waits' : 'wait'} for something`
      : progressOf(moving.length);
  const size = `map version ${map.version}, ${counted(2 ** map.bits, 'slot')}, ${counted(map.pins.size, 'pin')}, mode ${config.mode}`;
  return [
    `${keyspace}: ${verdict}`,
    `  ${size}`,
    ...section(
      'under way',
      [...stuck, ...moving.filter((move) => !stuck.includes(move))].flatMap((move) => moveLines(move, nowMs, where)),
    ),
    ...section(
      'moved',
      settled.flatMap((move) => moveLines(move, nowMs, where)),
    ),
    ...section(
      'plans',
      plans.flatMap((plan) => planLines(plan, nowMs, where)),
    ),
    ...section('shards', shardLines(known)),
  ];
}

const progressOf = (moving: number) =>
  moving === 0 ? 'nothing is moving' : `${moving} ${moving === 1 ? 'move comes' : 'moves come'} on`;

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `  ${title}`, ...lines.map((line) => `    ${line}`)];
}

function planLines({ plan, is, sinceMs, note }: StoredPlan, nowMs: number, where: Where): string[] {
  if (is !== 'proposed' && is !== 'running') return [];
  const line = `${plan.id}  ${is} for ${tellDuration(nowMs - sinceMs)}: ${counted(plan.moves.length, 'slot')}, ${tellBytes(plan.bytes)}${note === null ? '' : ` (${note})`}`;
  const next =
    is === 'proposed' ? [`  to run it: ${typedCommand(`shards plan ${plan.keyspace} --run ${plan.id}`, where)}`] : [];
  return [line, ...plan.blockers.map((blocker) => `  in the way: ${tell(blocker)}`), ...next];
}

function shardLines({ situation, draining, config }: KnownKeyspace): string[] {
  const columns = [
    { title: 'shard' },
    { title: 'slots', right: true },
    { title: 'size', right: true },
    { title: 'load', right: true },
    { title: 'of its part', right: true },
    { title: '' },
  ];
  const carrying = situation.shards.filter((shard) => !shard.draining);
  const weights = carrying.reduce((sum, { weight }) => sum + weight, 0);
  const all = situation.slots.reduce((sum, { load }) => sum + load, 0);
  const rows = situation.shards.map(({ name, weight }) => {
    const slots = situation.slots.filter(({ shard }) => shard === name);
    const load = slots.reduce((sum, slot) => sum + slot.load, 0);
    const part = all === 0 || weights === 0 ? null : load / ((all * weight) / weights);
    const remark = config.shards[name] === undefined ? 'not in the config' : draining.includes(name) ? 'draining' : '';
    const bytes = slots.reduce((sum, slot) => sum + slot.bytes, 0);
    return [
      name,
      String(slots.length),
      tellBytes(bytes),
      round(load),
      part === null ? '-' : `${Math.round(part * 100)} %`,
      remark,
    ];
  });
  return table(columns, rows);
}

const round = (value: number) => String(Math.round(value * 100) / 100);
