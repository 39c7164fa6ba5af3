import { Command, CommanderError } from 'commander';
import { withExamples, withExamplesBelow } from './examples.ts';
import { exitCodes } from './exit-codes.ts';
import { helpAsked } from './help-asked.ts';
import type { Session } from './session.ts';
import { tellError } from './tell-error.ts';

type MakeCommand = (session: Session) => Command;

/** Loaded one by one: the AWS SDK takes a while, and not every command needs it. */
const commands: Readonly<Record<string, () => Promise<MakeCommand>>> = {
  init: async () => (await import('./init.ts')).init,
  advise: async () => (await import('./scaling/advise.ts')).advise,
  validate: async () => (await import('./validate.ts')).validate,
  doctor: async () => (await import('./doctor.ts')).doctor,
  status: async () => (await import('./status.ts')).status,
  explain: async () => (await import('./explain.ts')).explain,
  rules: async () => (await import('./rules.ts')).rules,
  dashboard: async () => (await import('./dashboard.ts')).dashboard,
  mute: async () => (await import('./muting/mute.ts')).mute,
  unmute: async () => (await import('./muting/unmute.ts')).unmute,
  mutes: async () => (await import('./muting/mutes.ts')).mutes,
  replay: async () => (await import('./replay.ts')).replay,
  override: async () => (await import('./override.ts')).override,
  shards: async () => (await import('./sharding/shards.ts')).shards,
  replicas: async () => (await import('./replicas/replicas.ts')).replicas,
  indexes: async () => (await import('./indexing/indexes.ts')).indexes,
  cache: async () => (await import('./caching/cache.ts')).cache,
  release: async () => (await import('./release/release.ts')).release,
  stop: async () => (await import('./stop.ts')).stop,
  start: async () => (await import('./start.ts')).start,
  purge: async () => (await import('./purging/purge.ts')).purge,
  demo: async () => (await import('./demo.ts')).demo,
  diagnose: async () => (await import('./diagnosing/diagnose.ts')).diagnose,
  backtest: async () => (await import('./scaling/backtest.ts')).backtest,
  plan: async () => (await import('./scaling/plan.ts')).plan,
  warm: async () => (await import('./scaling/warm.ts')).warm,
  sizes: async () => (await import('./scaling/sizes.ts')).sizes,
  manifests: async () => (await import('./scaling/manifests.ts')).manifests,
  completion: async () => (await import('./completion/completion.ts')).completion,
};
/** What shells ask, and nobody types: no help shows it. */
const asked: Readonly<Record<string, () => Promise<MakeCommand>>> = {
  complete: async () => {
    const { complete } = await import('./completion/complete.ts');
    return (session) => complete(session, (line) => commandsFor(session, line));
  },
};

const examples = [
  ['headroom demo', 'see it work, on a local AWS'],
  ['headroom advise --region eu-central-1', 'what it would do for an account'],
  ['headroom backtest traffic.csv --html report.html', 'what it would have done on your traffic'],
  ['headroom status', 'how everything stands that is deployed'],
  ['headroom explain checkout/web', 'why it is so'],
] as const;

/** Runs one command line and answers one of the exit codes. */
export async function program(args: readonly string[], session: Session): Promise<number> {
  try {
    const program = build(session, await load(args));
    await program.parseAsync([...helpAsked(program, args)], { from: 'user' });
    return exitCodes.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.wrongUse;
    return tellError(error, session, args.includes('--debug'));
  }
}

/** The command that is named; all of them where none is, for the help. */
function load([name = '']: readonly string[]): Promise<MakeCommand[]> {
  const named = namedOnly(name) ?? Object.values(commands);
  return Promise.all(named.flatMap((one) => (one === undefined ? [] : [one()])));
}

/** What is needed to complete a line: the command that it names, else the names of all. */
async function commandsFor(session: Session, line: readonly string[]): Promise<Command> {
  if (line.length > 1 && namedOnly(line[0] ?? '') !== null) return build(session, await load(line));
  const root = build(session, []);
  for (const name of Object.keys(commands)) root.addCommand(new Command(name));
  return root;
}

function namedOnly(name: string) {
  const found = [commands, asked].find((some) => Object.hasOwn(some, name))?.[name];
  return found === undefined ? null : [found];
}

/** Every command there is, with its arguments and flags, none of which has run. */
export async function everyCommand(session: Session): Promise<Command> {
  return build(session, await load([]));
}

function build(session: Session, made: readonly MakeCommand[]): Command {
  const root = withExamples(new Command('headroom'), examples)
    .description('Keeps every tier of a service at the capacity it is about to need, and says why.')
    .version(session.version)
    .showHelpAfterError('(add --help for what it takes)');
  for (const make of made) root.addCommand(make(session));
  for (const command of withChildren(root)) {
    command
      .exitOverride()
      .configureHelp({ minWidthToWrap })
      .configureOutput({
        writeOut: (text) => session.out.write(text),
        writeErr: (text) => session.err.write(text),
        getOutHelpWidth: () => widthOf(session),
        getErrHelpWidth: () => widthOf(session),
      });
    for (const option of command.options) option.defaultValueDescription ??= toldDefault(option.defaultValue);
    if (command !== root && command.commands.length === 0) command.option('--debug', 'show the stack of an error');
    else withExamplesBelow(command);
  }
  return root;
}

/** As narrow as what a command does may be told beside its name, before lines run over the edge instead. */
const minWidthToWrap = 12;
const usualWidth = 80;

/** As wide as whoever reads says, else as the terminal is. */
function widthOf({ env, out }: Session): number {
  const [said, seen] = [Number(env.COLUMNS), 'columns' in out ? Number(out.columns) : Number.NaN];
  return [said, seen].find((width) => Number.isInteger(width) && width > 0) ?? usualWidth;
}

/** A list or a map in words, which help would print as code; other defaults are told as they are. */
function toldDefault(value: unknown): string | undefined {
  if (!Array.isArray(value) && !(value instanceof Map)) return undefined;
  const all = [...value.values()];
  return all.length === 0 ? 'none' : all.join(', ');
}

function withChildren(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withChildren)];
}
