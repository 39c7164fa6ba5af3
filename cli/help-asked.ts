import type { Command } from 'commander';

/**
 * A line that asks for help, as the words of the command and `--help`. Where there is no such command only its words are left:
 * that line is refused, while help would be of the command above and end well.
 */
export function helpAsked(root: Command, args: readonly string[]): readonly string[] {
  const path: string[] = [];
  let command = root;
  let asks = false;
  for (const word of args) {
    if (command.commands.length === 0) break;
    if (word === 'help' || isFlag(word)) {
      asks = true;
      continue;
    }
    if (word.startsWith('-')) return args;
    path.push(word);
    const next = command.commands.find((one) => one.name() === word);
    if (next === undefined) return asks || args.some(isFlag) ? path : args;
    command = next;
  }
  return asks ? [...path, '--help'] : args;
}

const isFlag = (word: string) => word === '--help' || word === '-h';
