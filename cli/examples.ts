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

/** What the help of a command tells below its options. */
export interface BelowOptions extends Around {
  readonly examples: readonly Example[];
}

const ofCommand = new WeakMap<Command, BelowOptions>();

/** Gives a command examples, which its help shows and pages are written from. */
export function withExamples(command: Command, written: readonly Written[], around: Around = {}): Command {
  const examples = written.map(exampleOf);
  const { before, after } = around;
  ofCommand.set(command, { ...around, examples });
  const parts = [before, ['Examples:', ...told(examples)].join('\n'), after].filter((part) => part !== undefined);
  return command.addHelpText('after', parts.map((part) => `\n${part}`).join('\n'));
}

/** The examples of a command; of one that only has others below it and none of its own, the first of each of those. */
export function examplesOf(command: Command): readonly Example[] {
  return belowOptions(command).examples;
}

/** The same with what stands around the examples. */
export function belowOptions(command: Command): BelowOptions {
  const own = ofCommand.get(command);
  return own ?? { examples: command.commands.flatMap((below) => examplesOf(below).slice(0, 1)) };
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
