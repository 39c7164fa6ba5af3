import { join } from 'node:path';
import { styleText } from 'node:util';
import { reset } from './commands/reset.ts';
import { start } from './commands/start.ts';
import { status } from './commands/status.ts';
import { stop } from './commands/stop.ts';
import type { Terminal } from './commands/terminal.ts';
import { type LocalCommand, readCommand, usage } from './read-command.ts';

const misuse = 2;

const terminal: Terminal = {
  root: join(import.meta.dirname, '..'),
  out: (line) => console.log(line),
  say: (line) => console.error(styleText('cyan', line, { stream: process.stderr })),
};

function read(): LocalCommand | null {
  try {
    return readCommand(process.argv.slice(2));
  } catch (error) {
    complain(`${(error as Error).message}\n\n${usage}`);
    return null;
  }
}

async function run(command: LocalCommand): Promise<number> {
  if (command.name === 'start') return start(terminal, command);
  if (command.name === 'stop') return stop(terminal);
  if (command.name === 'status') return status(terminal);
  if (command.name === 'reset') return reset(terminal);
  terminal.out(usage);
  return 0;
}

function complain(message: string): void {
  console.error(styleText('red', message, { stream: process.stderr }));
}

const command = read();
process.exitCode =
  command === null
    ? misuse
    : await run(command).catch((error: Error) => {
        complain(error.message);
        return 1;
      });
