import type { Command } from 'commander';

/** A command line as a person may type it. */
export interface Example {
  readonly line: string;
  /** What it does, where the line does not show it; null where it does. */
  readonly says: string | null;
}

type Written = string | readonly [line: string, says: string];

interface Around {
  /** What the help tells before the examples. */
  readonly before?: string;
  /** What it tells after them. */
  readonly after?: string;
}

const ofCommand = new WeakMap<Command, readonly Example[]>();

/** Gives a command examples, which its help shows and pages are written from. */
export function withExamples(command: Command, written: readonly Written[], { before, after }: Around = {}): Command {
  const examples = written.map(exampleOf);
  ofCommand.set(command, examples);
  const parts = [before, ['Examples:', ...told(examples)].join('\n'), after].filter((part) => part !== undefined);
  return command.addHelpText('after', parts.map((part) => `\n${part}`).join('\n'));
}

/** The examples of a command; of one that only has others below it and none of its own, the first of each of those. */
export function examplesOf(command: Command): readonly Example[] {
  const own = ofCommand.get(command);
  return own ?? command.commands.flatMap((below) => examplesOf(below).slice(0, 1));
}

/** Gives a command that only has others below it the first example of each, where it has none of its own. */
export function withExamplesBelow(command: Command): void {
  if (ofCommand.has(command)) return;
  const lines = ['Examples:', ...told(examplesOf(command))];
  command.addHelpText('after', `\n${lines.join('\n')}`);
}

function exampleOf(written: Written): Example {
  const [line, says = null] = typeof written === 'string' ? [written] : written;
  return { line, says };
}

/** What an example does stands behind it as a remark of the shell, so that the whole line can be pasted. */
function told(examples: readonly Example[]): string[] {
  const widest = Math.max(...examples.filter(({ says }) => says !== null).map(({ line }) => line.length), 0);
  return examples.map(({ line, says }) => `  ${says === null ? line : `${line.padEnd(widest)}  # ${says}`}`);
}
