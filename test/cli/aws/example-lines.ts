import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Command } from 'commander';
import { examplesOf } from '../../../cli/examples.ts';
import { everyCommand } from '../../../cli/program.ts';
import { shellLines } from '../../docs/shell-lines.ts';
import { nobody } from '../../docs/wrong-command.ts';
import type { Ended } from './run-all.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** What stands for an event that an example names. */
const anyJson = join(root, 'package.json');

/** A command that has none below it. */
export interface Leaf {
  readonly path: string;
  readonly command: Command;
}

/** Every command that has none below it. */
export async function leaves(): Promise<readonly Leaf[]> {
  return withBelow(await everyCommand(nobody), 'headroom').filter(({ command }) => command.commands.length === 0);
}

function withBelow(command: Command, path: string): Leaf[] {
  return [{ path, command }, ...command.commands.flatMap((below) => withBelow(below, `${path} ${below.name()}`))];
}

/** The flags that a command takes, by their long names. */
export function flagsOf(command: Command): string[] {
  return command.options.map(({ long }) => long ?? '');
}

/** The examples of a command itself, with these flags: once so and once with the name of a table, so that the table is asked too. */
export function linesOf({ path, command }: Leaf, flags: readonly string[], table: string): string[][] {
  const has = (flag: string) => flagsOf(command).includes(flag);
  const own = examplesOf(command)
    .flatMap(({ line }) => shellLines({ at: 'help', language: 'sh', code: line }))
    .filter(({ words }) => `${words.join(' ')} `.startsWith(`${path} `))
    .map(({ words }) => words.slice(1).map((word, at, all) => (all[at - 1] === '--payload' ? anyJson : word)));
  const given = own.map((args) => [...args, ...flags, ...(has('--yes') ? ['--yes'] : [])]);
  return has('--table') ? given.flatMap((args) => [args, [...args, '--table', table]]) : given;
}

/** Runs all of them in one process that has these variables, and answers how each ended. */
export async function runAll(lines: readonly string[][], env: NodeJS.ProcessEnv, cwd = root): Promise<Ended[]> {
  const found: Ended[] = [];
  const child = fork(new URL('run-all.ts', import.meta.url), { env, cwd });
  child.on('message', (one: Ended) => found.push(one));
  child.send(lines);
  await once(child, 'exit');
  return found;
}

/** How the lines of one command have ended. */
export function endedOf(path: string, ended: readonly Ended[]): readonly Ended[] {
  return ended.filter(({ args }) => `headroom ${args.join(' ')} `.startsWith(`${path} `));
}
