import { Command } from 'commander';
import type { Session } from '../session.ts';
import { visible } from '../visible.ts';
import { candidates } from './candidates.ts';
import { knownNames } from './known-names.ts';

/** All commands that are needed to read a line. */
export type CommandsOf = (line: readonly string[]) => Promise<Command>;

/**
 * `headroom complete -- <words...>`: what a shell asks at each Tab. It prints a candidate a line, a tab before what it does, and
 * `:files` where names of files may come. Whatever goes wrong, it says nothing: somebody is in the midst of typing.
 */
export function complete(session: Session, commandsOf: CommandsOf): Command {
  return new Command('complete')
    .description('what a shell asks at each Tab')
    .argument('[words...]', 'the words after the program, the last of which is being typed')
    .allowUnknownOption()
    .action((words: readonly string[]) => run(session, words, commandsOf).catch(() => {}));
}

async function run(session: Session, words: readonly string[], commandsOf: CommandsOf): Promise<void> {
  const root = await commandsOf(words);
  const found = await candidates(root, words, (takes, typed) => knownNames(session, takes, typed));
  const lines = found.words.map(({ word, says }) => [word, ...(says === '' ? [] : [says])].map(visible).join('\t'));
  session.out.write([...lines, ...(found.files ? [':files'] : [])].map((line) => `${line}\n`).join(''));
}
