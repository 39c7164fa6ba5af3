import { execFileSync } from 'node:child_process';

/** First among those of real time: whatever else runs waits. */
const priority = 1;

/**
 * Lets a process, and all that it starts from now on, run before whatever else the machine does, so that what takes a known
 * time takes it. Answers whether it may: it takes Linux, and the right to.
 */
export function favour(id: number): boolean {
  return tried('chrt', ['--rr', '--all-tasks', '--pid', String(priority), String(id)]);
}

/** Keeps a process, and all that it starts from now on, to one processor, so that what it can do is known. */
export function keepTo(processor: number, id: number): boolean {
  return tried('taskset', ['--all-tasks', '--cpu-list', '--pid', String(processor), String(id)]);
}

function tried(command: string, args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
