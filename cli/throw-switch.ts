import { Command } from 'commander';
import { type StopSwitch, stopSwitch, throwStopSwitch } from '../adapters/ledger/stop-switch.ts';
import { checkNote } from '../adapters/table/override-fields.ts';
import { CommandError } from './command-error.ts';
import { connect, type Where, withWhere } from './connect.ts';
import { tellDuration } from './duration.ts';
import { ask, isTerminal, note, type Session, say, sayJson } from './session.ts';

interface SwitchTexts {
  readonly name: 'stop' | 'start';
  readonly stopped: boolean;
  readonly description: string;
  /** What will happen, after the deployment's name. */
  readonly effect: string;
  readonly done: string;
  readonly already: string;
}

interface Options extends Where {
  readonly yes?: true;
  readonly dryRun?: true;
  readonly note?: string;
  readonly json?: true;
}

/** A command that stops or starts all acting. Says what will happen and asks first. */
export function throwSwitch(session: Session, texts: SwitchTexts): Command {
  const command = new Command(texts.name)
    .description(texts.description)
    .option('--yes', 'do not ask')
    .option('--dry-run', 'say what would happen, and change nothing')
    .option('--note <text>', 'why, for those who read it later')
    .option('--json', 'print one JSON object');
  return withWhere(command).action((options: Options) => run(session, texts, options));
}

async function run(session: Session, texts: SwitchTexts, options: Options): Promise<void> {
  checkNote(options.note ?? null);
  const table = await connect(options);
  const before = await stopSwitch(table);
  const name = `deployment ${options.deployment} (table ${table.tableName})`;
  if (before.stopped === texts.stopped)
    return finish(session, options, before, `${name} ${texts.already}${since(before, session.nowMs())}`);
  note(session, `${name} ${texts.effect}`);
  if (options.dryRun) return finish(session, options, before, 'a dry run: nothing was changed');
  await confirm(session, options, texts.name);
  const { stopped } = texts;
  await throwStopSwitch(table, { stopped, sinceMs: session.nowMs(), note: options.note ?? null });
  finish(session, options, await stopSwitch(table), `${name} ${texts.done}`);
}

async function confirm(session: Session, { yes, json }: Options, name: string): Promise<void> {
  if (yes) return;
  if (json || !isTerminal(session.input))
    throw new CommandError(
      `nobody is there to say yes; add --yes, or --dry-run to only see what would happen (headroom ${name})`,
    );
  if (!(await ask(session, `${name} all acting?`))) throw new CommandError('nothing was changed');
}

function finish(session: Session, options: Options, { stopped, sinceMs, note: why }: StopSwitch, line: string): void {
  if (options.json)
    sayJson(session, { deployment: options.deployment, stopped, sinceMs, note: why, dryRun: options.dryRun === true });
  else say(session, line);
}

function since({ sinceMs, note: why }: StopSwitch, nowMs: number): string {
  return `${sinceMs === null ? '' : `, since ${tellDuration(nowMs - sinceMs)}`}${why === null ? '' : ` (${why})`}`;
}
