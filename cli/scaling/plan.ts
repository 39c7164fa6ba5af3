import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Command } from 'commander';
import { dynamoDbEntries, isUnreadableEntry } from '../../adapters/ledger/entries.ts';
import { dynamoDbSettings } from '../../adapters/scaling/settings.ts';
import type { Table } from '../../adapters/table/table.ts';
import { InvalidInput, Refusal } from '../../core/model/errors.ts';
import { nearNames } from '../../core/model/near-names.ts';
import { serviceOf } from '../../core/model/service-and-tier.ts';
import type { ScalableConfig } from '../../core/scaling/config/scalable.ts';
import { type TierGraph, tierGraph } from '../../core/scaling/config/tier-graph.ts';
import { leadSecondsOf } from '../../core/scaling/lead-time.ts';
import { planTiers, type TierNow } from '../../core/scaling/planning/plan-tiers.ts';
import type { ScalingEntry } from '../../core/scaling/scaling-entry.ts';
import { CommandError } from '../command-error.ts';
import { connect, type Where, withWhere } from '../connect.ts';
import { withExamples } from '../examples.ts';
import { note, type Session, say, sayJson } from '../session.ts';
import { needsElsewhere, refuseUnknownTiers } from './plan/beyond-plan.ts';
import { planLines } from './plan/plan-lines.ts';
import { planPage } from './plan/plan-page.ts';
import type { TierDay } from './plan/tier-day.ts';

interface Options extends Where {
  readonly load: number;
  readonly unitPrice: ReadonlyMap<string, number>;
  readonly html?: string;
  readonly json?: true;
}

/** As many looks as a day has, one a minute at most, and no more than a page can show. */
const mostLooks = 1500;
const dayMs = 86_400_000;

const examples = [
  'headroom plan checkout --load 2x',
  'headroom plan checkout --load 1.5x --unit-price checkout/web=0.04 --unit-price checkout/db=0.29 --html checkout.html',
] as const;

const before = `Needs are taken from the last look at each tier, and grow with the load. Prices are told, since a price list names none of your units.`;

/** `headroom plan <service>`: what every tier would be at another load, in which order, and what runs out first. */
export function plan(session: Session): Command {
  const command = withExamples(new Command('plan'), examples, { before })
    .description(
      'what every tier of a service would be at another load, in which order, how long it takes, what it costs and what runs out first; changes nothing',
    )
    .argument('<service>', 'e.g. checkout, of checkout/web and checkout/db')
    .option('--load <times>', 'the load, as a multiple of that of now', parseLoad, 2)
    .option('--unit-price <tier=usd...>', 'US dollars an hour of one unit of a tier', addPrice, new Map())
    .option('--html <file>', 'write a page, with the tiers of the last day under each other')
    .option('--json', 'print one JSON object');
  return withWhere(command).action((service: string, options: Options) => run(session, service, options));
}

async function run(session: Session, service: string, options: Options): Promise<void> {
  const table = await connect(options);
  const configs = await configsOf(session, table, service);
  const days = await Promise.all(configs.map(({ scalable }) => dayOf(table, scalable, session.nowMs())));
  const now = configs.flatMap((config, index) => {
    const tier = tierNow(config, days[index]?.newest ?? null, options);
    if (tier === null) note(session, `${config.scalable} is left out: nothing was decided of it in the last day`);
    return tier === null ? [] : [tier];
  });
  if (now.length === 0)
    throw new CommandError(`nothing was decided of ${service} in the last day; deploy it, or wait for its first look`);
  const known = configs.map(({ scalable }) => scalable);
  refuseUnknownTiers([...options.unitPrice.keys()], known);
  const all = tierGraph(configs);
  for (const line of needsElsewhere(all, options)) note(session, line);
  const graph = within(all, now);
  const planned = { service, atMs: session.nowMs(), ...planTiers(now, graph, options.load) };
  if (options.html !== undefined) {
    const order = planned.tiers.map(({ scalable }) => days.find((day) => day.scalable === scalable));
    await writeFile(
      path.resolve(session.cwd, options.html),
      planPage(
        planned,
        order.filter((day) => day !== undefined),
      ),
    );
  }
  if (options.json) return sayJson(session, planned);
  for (const line of planLines(planned)) say(session, line);
  if (options.html !== undefined) say(session, `\nwritten to ${options.html}`);
}

async function configsOf(session: Session, table: Table, service: string): Promise<ScalableConfig[]> {
  const all = await dynamoDbSettings(table).all();
  const configs: ScalableConfig[] = [];
  for (const [scalable, config] of all) {
    if (scalable !== service && serviceOf(scalable) !== service) continue;
    if (config instanceof Refusal) note(session, `${scalable} is left out: ${config.message}`);
    else configs.push(config);
  }
  if (configs.length > 0) return configs;
  const near = nearNames(service, [...all.keys()].map(serviceOf));
  const next = near.length === 0 ? 'deploy one' : `did you mean ${near.join(' or ')}?`;
  throw new CommandError(`no scalable of a service "${service}" is configured; ${next}`);
}

/** Needs within the plan alone. */
function within(graph: TierGraph, now: readonly TierNow[]): TierGraph {
  const known = new Set(now.map(({ scalable }) => scalable));
  return new Map(
    [...graph]
      .filter(([name]) => known.has(name))
      .map(([name, needs]) => [name, Object.fromEntries(Object.entries(needs).filter(([other]) => known.has(other)))]),
  );
}

async function dayOf(
  table: Table,
  scalable: string,
  nowMs: number,
): Promise<TierDay & { newest: ScalingEntry | null }> {
  const entries = await dynamoDbEntries(table, 'scaling').newest(scalable, mostLooks);
  const looks = entries.flatMap((entry) => (isUnreadableEntry(entry) ? [] : [entry as ScalingEntry]));
  const ofDay = looks.filter(({ atMs, decision }) => atMs > nowMs - dayMs && decision !== null);
  const points = ofDay.flatMap(({ atMs, observation, decision }) => {
    if (observation === null || decision === null) return [];
    const { asked, running } = observation.capacity;
    return [{ atMs, asked, running, desired: decision.desired.units }];
  });
  return { scalable, newest: ofDay[0] ?? null, points: points.reverse() };
}

function tierNow(config: ScalableConfig, entry: ScalingEntry | null, { unitPrice }: Options): TierNow | null {
  const { observation = null, decision = null } = entry ?? {};
  if (observation === null || decision === null) return null;
  const { capacity } = observation;
  const { running } = capacity;
  // Beside policies of AWS the minimum is what was asked for, and they have asked for what runs.
  const isFloor = config.beside !== undefined;
  const asked = isFloor ? Math.max(capacity.asked, running) : capacity.asked;
  const proposed = decision.reasons
    .slice(0, observation.config.policies.length)
    .map(({ desired }) => desired?.units ?? 0);
  const passed = decision.passes as { readonly takes?: number | null } | undefined;
  return {
    scalable: config.scalable,
    asked: isFloor ? asked : (decision.change?.units ?? asked),
    running,
    needed: Math.max(...proposed) || asked,
    bounds: config.bounds,
    leadSeconds: leadSecondsOf(observation),
    connectionsMost: config.connectionsMost ?? null,
    takes: passed?.takes ?? null,
    unitUsdPerHour: unitPrice.get(config.scalable) ?? null,
  };
}

function parseLoad(text: string): number {
  const load = Number(text.replace(/x$/i, ''));
  if (text.trim() !== '' && Number.isFinite(load) && load > 0 && load <= 1000) return load;
  throw new InvalidInput(
    '--load',
    `"${text}" is not a multiple of the load of now; give one as 2x or 0.5x, 1000x at most`,
  );
}

function addPrice(text: string, before: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const [tier = '', usd = ''] = text.split('=', 2);
  const price = Number(usd);
  if (tier !== '' && usd.trim() !== '' && Number.isFinite(price) && price >= 0)
    return new Map([...before, [tier, price]]);
  throw new InvalidInput('--unit-price', `"${text}" is not a price of a unit; give one as checkout/web=0.04`);
}
