import { Command, CommanderError } from 'commander';
import { demo } from './demo.ts';
import { explain } from './explain.ts';
import { override } from './override.ts';
import { replay } from './replay.ts';
import type { Session } from './session.ts';
import { start } from './start.ts';
import { stop } from './stop.ts';
import { tellError } from './tell-error.ts';
import { validate } from './validate.ts';

const commands = [validate, explain, replay, override, stop, start, demo];
const usageExitCode = 2;

/** Runs one command line and answers its exit code: 0 done, 1 could not or found a fault, 2 wrong use, 130 Ctrl-C. */
export async function program(args: readonly string[], session: Session): Promise<number> {
  try {
    await build(session).parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : usageExitCode;
    return tellError(error, session, args.includes('--debug'));
  }
}

function build(session: Session): Command {
  const root = new Command('headroom')
    .description('Keeps every tier of a service at the capacity it is about to need, and says why.')
    .version(session.version)
    .showHelpAfterError('(add --help for what it takes)');
  for (const command of commands) root.addCommand(command(session));
  for (const command of withChildren(root)) {
    command.exitOverride().configureOutput({
      writeOut: (text) => session.out.write(text),
      writeErr: (text) => session.err.write(text),
    });
    if (command.commands.length === 0) command.option('--debug', 'show the stack of an error');
  }
  return root;
}

function withChildren(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withChildren)];
}
