import { Command } from 'commander';
import { readPurgeSettings } from '../../adapters/purging/purge-settings.ts';
import { counted, were } from '../../core/model/counted.ts';
import { InvalidInput } from '../../core/model/errors.ts';
import { meantOrAll } from '../../core/model/near-names.ts';
import { tell } from '../../core/model/reason.ts';
import { brokenRule } from '../../core/purging/broken-rule.ts';
import type { PurgeConfig } from '../../core/purging/config/purge.ts';
import { inOneForm } from '../../core/purging/normalise.ts';
import { CommandError } from '../command-error.ts';
import { connect, type Where, withWhere } from '../connect.ts';
import { withExamples } from '../examples.ts';
import { note, type Session, say, sayJson } from '../session.ts';
import { askPurger, type PurgeAnswer, type RefusedItem } from './ask-purger.ts';
import { followPurge, type PurgeTimes } from './follow-purge.ts';

interface Options extends Where {
  readonly purge?: string;
  readonly dryRun?: true;
  readonly wait?: true;
  readonly json?: true;
}

const examples = [
  "headroom purge /index.html '/assets/*'",
  "headroom purge '#news' --purge site --wait",
  "headroom purge '/*' --dry-run",
] as const;

/** `headroom purge <items...>`: purges now what a person names. */
export function purge(session: Session): Command {
  const command = withExamples(new Command('purge'), examples)
    .description('purge paths, wildcards and tags from a CDN now, ahead of all that waits')
    .argument('<items...>', "e.g. /index.html '/assets/*' '#news'; quote what your shell would read")
    .option('--purge <purge>', 'the purge that is meant, where there are several')
    .option('--dry-run', 'say what would be purged and what it costs, and purge nothing')
    .option('--wait', 'until the CDN has purged it everywhere')
    .option('--json', 'print one JSON object');
  return withWhere(command).action((items: string[], options: Options) => run(session, items, options));
}

async function run(session: Session, items: readonly string[], options: Options): Promise<void> {
  const table = await connect(options);
  const config = choose(await (await readPurgeSettings(table)).all(), options);
  const { good, refused } = sortOut(items, config);
  for (const { item, rule } of refused) note(session, `refused ${item}: ${rule}`);
  if (good.length === 0) throw new CommandError('nothing is left to purge');
  note(session, `${config.purge}: ${counted(good.length, 'item')} requested`);
  const answer = await askPurger(session, options, {
    purge: config.purge,
    items: good,
    dryRun: options.dryRun === true,
  });
  tellAnswer(session, config.purge, answer, options);
  const isAsked = !options.dryRun && !['recommended', 'refused'].includes(answer.entry.outcome?.is ?? '');
  const followed = { purge: config.purge, items: good, answer, where: options };
  const times = options.wait && isAsked ? await followPurge(session, table, followed) : null;
  const allRefused = [...refused, ...answer.refused];
  if (options.json) sayJson(session, { ...jsonOf(config.purge, answer, times), refused: allRefused });
  else if (times !== null) say(session, timesLine(config.purge, times));
  if (allRefused.length > 0)
    throw new CommandError(
      `${allRefused.length} of ${counted(items.length, 'item')} ${were(allRefused.length)} refused`,
    );
  if (!options.dryRun && !isAsked) throw new CommandError('nothing was purged');
}

function choose(all: readonly PurgeConfig[], { purge: name, deployment }: Options): PurgeConfig {
  const names = all.map(({ purge: one }) => one);
  const [only, ...others] = name === undefined ? all : all.filter((one) => one.purge === name);
  if (all.length === 0) {
    throw new CommandError(
      `deployment ${deployment} purges nothing; add headroom.purge(...) to your app, and deploy it`,
    );
  }
  if (only === undefined) throw new InvalidInput('--purge', `there is no "${name}"; ${meantOrAll(name ?? '', names)}`);
  if (others.length > 0) throw new InvalidInput('--purge', `is missing; say which of ${names.join(', ')}`);
  return only;
}

function sortOut(items: readonly string[], config: PurgeConfig) {
  const told = items.map((item) => ({ item, rule: brokenRule(item, config.cdn.kind) }));
  const refused = told.flatMap(({ item, rule }): RefusedItem[] => (rule === null ? [] : [{ item, rule }]));
  return { good: told.filter(({ rule }) => rule === null).map(({ item }) => inOneForm(item, config)), refused };
}

function tellAnswer(session: Session, name: string, { entry, items }: PurgeAnswer, { dryRun, json }: Options): void {
  for (const reason of entry.decision?.reasons ?? []) note(session, `${reason.by}: ${tell(reason.because)}`);
  if (json) return;
  say(session, answerLine(name, { entry, items }, dryRun === true));
}

/** What became, or would become, of what was asked for. */
export function answerLine(
  name: string,
  { entry: { outcome }, items }: Pick<PurgeAnswer, 'entry' | 'items'>,
  dryRun: boolean,
): string {
  const what = items.length === 0 ? '' : `: ${items.join(' ')}`;
  if (dryRun) return `${name}: would purge${what === '' ? ' nothing now' : what}`;
  const because = outcome?.because ? ` (${tell(outcome.because)})` : '';
  return `${name}: ${outcomes[outcome?.is ?? 'failed']}${because}${what}`;
}

/** For a person, who may not know what looks are. */
const outcomes = {
  applied: 'submitted',
  unchanged: 'nothing is left to submit',
  refused: 'not submitted',
  superseded: 'will be submitted by the look that is under way',
  recommended: 'not submitted',
  failed: 'not submitted yet, and tried again',
} as const;

function jsonOf(name: string, { entry, items }: PurgeAnswer, times: PurgeTimes | null) {
  const { decision, outcome, signal, id } = entry;
  const because = decision?.reasons.find(({ by }) => by === 'plan')?.because ?? null;
  return { purge: name, dryRun: signal.dryRun, items, outcome, plan: because, entry: id, times };
}

function timesLine(name: string, { requestedAtMs, submittedAtMs, completedAtMs }: PurgeTimes): string {
  const clock = (atMs: number) => new Date(atMs).toISOString().slice(11, 19);
  return `${name}: requested ${clock(requestedAtMs)}, submitted ${clock(submittedAtMs)}, completed ${clock(completedAtMs)} UTC`;
}
