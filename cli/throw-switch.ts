import { Command } from 'commander';
import { type StopSwitch, stopSwitch, throwStopSwitch } from '../adapters/ledger/stop-switch.ts';
import { checkNote } from '../adapters/table/override-fields.ts';
import { callerArn } from './caller.ts';
import { CommandError } from './command-error.ts';
import { connectAll, type Where, withWhere } from './connect.ts';
import { tellDuration } from './duration.ts';
import { withExamples } from './examples.ts';
import { ask, isTerminal, note, type Session, say, sayJson } from './session.ts';
import { typedCommand } from './typed-command.ts';
import { visible } from './visible.ts';
import { type AllWoken, wakeAll } from './wake-all.ts';
import { wokenLine } from './wake-look.ts';

interface SwitchTexts {
  readonly name: 'stop' | 'start';
  readonly stopped: boolean;
  readonly description: string;
  /** What will happen, after the deployment's name; `start` is the command that ends it. */
  effect(start: string): string;
  readonly done: string;
  readonly already: string;
  /** E.g. `the load test is over`. */
  readonly exampleNote: string;
}

interface Options extends Where {
  readonly yes?: true;
  readonly dryRun?: true;
  readonly note?: string;
  readonly json?: true;
  /** Whether everything is looked at once it acts again. */
  readonly wake?: boolean;
}

/** A command that stops or starts all acting. Says what will happen and asks first. */
export function throwSwitch(session: Session, texts: SwitchTexts): Command {
  const command = withExamples(new Command(texts.name), [
    `headroom ${texts.name} --dry-run`,
    `headroom ${texts.name} --yes --note "${texts.exampleNote}"`,
  ])
    .description(texts.description)
    .option('--yes', 'do not ask')
    .option('--dry-run', 'say what would happen, and change nothing')
    .option('--note <text>', 'why, for those who read it later')
    .option('--json', 'print one JSON object');
  if (!texts.stopped) command.option('--no-wake', 'wake no look; the schedule looks within five minutes');
  return withWhere(command).action((options: Options) => run(session, texts, options));
}

async function run(session: Session, texts: SwitchTexts, options: Options): Promise<void> {
  checkNote(options.note ?? null, '--note');
  const tables = await connectAll(options);
  const table = tables.ledger;
  const before = await stopSwitch(table);
  const name = `deployment ${options.deployment} (table ${table.tableName})`;
  if (before.stopped === texts.stopped)
    return finish(session, options, before, `${name} ${texts.already}${thrown(before, session.nowMs())}`);
  note(session, `${name} ${texts.effect(typedCommand('start', options))}`);
  if (options.dryRun) return finish(session, options, before, 'a dry run: nothing was changed');
  await confirm(session, options, texts.name);
  const { stopped } = texts;
  const by = await callerArn(session, options);
  await throwStopSwitch(table, { stopped, sinceMs: session.nowMs(), note: options.note ?? null, by });
  const woken = stopped || options.wake === false ? null : await wakeAll(session, options, tables);
  finish(session, options, await stopSwitch(table), `${name} ${texts.done}`, woken);
}

async function confirm(session: Session, { yes, json, ...where }: Options, name: string): Promise<void> {
  if (yes) return;
  if (json || !isTerminal(session.input))
    throw new CommandError(
      `nobody is there to say yes; add --yes, or --dry-run to only see what would happen: ${typedCommand(`${name} --yes`, where)}`,
    );
  if (!(await ask(session, `${name} all acting?`))) throw new CommandError('nothing was changed');
}

function finish(
  session: Session,
  options: Options,
  { stopped, sinceMs, note: why, by }: StopSwitch,
  line: string,
  woken: AllWoken | null = null,
): void {
  const { deployment } = options;
  const dryRun = options.dryRun === true;
  if (options.json) {
    const looks = woken === null ? {} : { looks: woken.looks };
    sayJson(session, { deployment, stopped, sinceMs, note: why, by, dryRun, ...looks });
    return;
  }
  say(session, line);
  for (const look of woken?.looks ?? []) say(session, visible(wokenLine(session, look.subject, look)));
  if (woken !== null && woken.omitted > 0) say(session, `${woken.omitted} more are looked at within five minutes`);
}

/** Who threw it last, and when; empty where nobody ever has. */
export function thrown({ stopped, sinceMs, note: why, by }: StopSwitch, nowMs: number): string {
  if (sinceMs === null) return '';
  const said = `${by === null ? '' : `, by ${by}`}${why === null ? '' : ` (${why})`}`;
  return `: ${stopped ? 'stopped' : 'started'} ${tellDuration(nowMs - sinceMs)} ago${said}`;
}
