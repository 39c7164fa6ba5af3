import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { CommandError } from '../../cli/command-error.ts';

/** One invocation, as it is handed to the process that runs the handler. */
export interface Task {
  readonly name: string;
  readonly event: unknown;
  readonly functionName: string;
  readonly arn: string;
  readonly memoryMebibytes: number;
  readonly timeoutSeconds: number;
}

/** What that process answers. */
export type Outcome =
  | { readonly answer: unknown }
  | { readonly error: { readonly name: string; readonly message: string; readonly stack: string } };

interface Where {
  readonly environment: NodeJS.ProcessEnv;
  readonly inspect: boolean;
  readonly signal: AbortSignal;
}

/** Runs a handler in a process of its own, whose log goes to stderr. Answers what it answers; rejects with what it throws. */
export async function runInProcess(task: Task, { environment, inspect, signal }: Where): Promise<unknown> {
  signal.throwIfAborted();
  const args = [...(inspect ? ['--inspect-brk=127.0.0.1:9229'] : []), join(import.meta.dirname, 'run-handler.ts')];
  const child = spawn(process.execPath, args, {
    env: environment,
    stdio: ['ignore', 2, 2, 'ipc'],
    // A group of its own, so that Ctrl-C asks us, and we end it.
    detached: true,
  });
  const end = () => void child.kill('SIGKILL');
  signal.addEventListener('abort', end, { once: true });
  try {
    const outcome = await outcomeOf(child, task);
    if ('answer' in outcome) return outcome.answer;
    throw thrown(task.name, outcome.error);
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
}

async function outcomeOf(child: ChildProcess, task: Task): Promise<Outcome> {
  const closed = once(child, 'exit').then(([exitCode, signal]) => {
    const how = exitCode === null ? `was ended by ${signal}` : `ended with exit code ${exitCode}`;
    throw new CommandError(`the process of ${task.name} ${how} before it answered`);
  });
  const answered = once(child, 'message').then(([message]) => message as Outcome);
  child.send(task);
  return Promise.race([answered, closed]);
}

function thrown(name: string, { stack, ...error }: { name: string; message: string; stack: string }): CommandError {
  return Object.assign(new CommandError(`${name} threw ${error.name}: ${error.message}`), { stack });
}
