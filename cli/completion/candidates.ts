import type { Argument, Command, Option } from 'commander';
import { placeholderOf, type Takes, takesOf } from './takes.ts';

/** What may come next on a command line. */
export interface Candidates {
  readonly words: readonly Candidate[];
  /** Whether names of files may come too. */
  readonly files: boolean;
}

export interface Candidate {
  readonly word: string;
  /** In one sentence, for shells that show it; empty where nobody has said. */
  readonly says: string;
}

/** What has been typed by now: the command, what it takes, and what that is given already. */
export interface Typed {
  readonly command: Command;
  /** All words between the name of the command and the one that is being typed. */
  readonly words: readonly string[];
  readonly operands: readonly string[];
}

/** Answers the names that there are of what is taken. */
export type KnownNames = (takes: Takes, typed: Typed) => Promise<readonly string[]>;

interface Walked extends Typed {
  /** The option whose value is being typed; null where it is none. */
  readonly option: Option | null;
}

/** What may come for the last word of a command line, of which the first is the first after the program's name. */
export async function candidates(root: Command, line: readonly string[], known: KnownNames): Promise<Candidates> {
  const { before, current, prefix } = apart(line);
  const walked = walk(root, before);
  const { words, files } = await offered(walked, current, known);
  const fitting = words.filter(({ word }) => word.startsWith(current));
  return { words: fitting.map(({ word, says }) => ({ word: `${prefix}${word}`, says })), files };
}

/** `--of=bal` is an option and what is typed of its value; bash hands it over in three words, other shells in one. */
function apart(line: readonly string[]) {
  const words = line.filter((word, index) => word !== '=' || index === line.length - 1);
  const last = words.at(-1) ?? '';
  const current = last === '=' ? '' : last;
  const [, option, value] = /^(--[\w-]+)=(.*)$/.exec(current) ?? [];
  if (option === undefined) return { before: words.slice(0, -1), current, prefix: '' };
  return { before: [...words.slice(0, -1), option], current: value ?? '', prefix: `${option}=` };
}

function walk(root: Command, before: readonly string[]): Walked {
  const start: Walked = { command: root, words: [], operands: [], option: null };
  const dashes = before.indexOf('--');
  const walked = (dashes < 0 ? before : before.slice(0, dashes)).reduce(afterWord, start);
  return dashes < 0 ? walked : { ...walked, operands: [...walked.operands, ...before.slice(dashes + 1)], option: null };
}

/** How things stand after one word more: it is an option, the value of one, a command below, or an operand. */
function afterWord({ command, words, operands, option }: Walked, word: string): Walked {
  const read = { command, words: [...words, word], operands };
  if (word.startsWith('-')) return { ...read, option: optionOf(command, word) };
  if (option !== null) return { ...read, option: option.variadic ? option : null };
  const below = command.commands.find((one) => one.name() === word);
  if (below !== undefined) return { command: below, words: [], operands: [], option: null };
  return { ...read, operands: [...operands, word], option: null };
}

/** The option that takes the next word; null where it takes none. */
function optionOf(command: Command, word: string): Option | null {
  const found = command.options.find(({ long, short }) => word === long || word === short);
  return found?.required || found?.optional ? found : null;
}

async function offered(walked: Walked, current: string, known: KnownNames): Promise<Candidates> {
  const { command, operands, option } = walked;
  if (option !== null) return valuesOf(option, placeholderOf(option.flags), walked, known);
  if (current.startsWith('-')) return { words: optionsLeft(walked), files: false };
  if (command.commands.length > 0 && isBefore(operands)) return { words: commandsBelow(command), files: false };
  const argument = command.registeredArguments[operands.length] ?? variadicOf(command);
  if (argument === undefined) return { words: optionsLeft(walked), files: false };
  return valuesOf(argument, argument.name(), walked, known);
}

/** Whether a command is still to be named, which it may be behind `help` too. */
function isBefore(operands: readonly string[]): boolean {
  return operands.length === 0 || (operands.length === 1 && operands[0] === 'help');
}

function variadicOf({ registeredArguments }: Command): Argument | undefined {
  const last = registeredArguments.at(-1);
  return last?.variadic ? last : undefined;
}

/** Words that commander checks are the words that there are; else what its placeholder stands for. */
async function valuesOf(
  { argChoices }: Argument | Option,
  placeholder: string | null,
  typed: Typed,
  known: KnownNames,
): Promise<Candidates> {
  if (argChoices !== undefined) return { words: argChoices.map(bare), files: false };
  const takes = takesOf(placeholder ?? '');
  if (takes === null || takes.is === 'anything') return { words: [], files: false };
  if (takes.is === 'files') return { words: [], files: true };
  return { words: [...new Set(await known(takes, typed))].sort().map(bare), files: false };
}

const bare = (word: string): Candidate => ({ word, says: '' });

function commandsBelow(command: Command): Candidate[] {
  const shown = command.createHelp().visibleCommands(command);
  return shown.map((one) => ({ word: one.name(), says: one.description() }));
}

/** The options that are not there yet, or may be there several times. */
function optionsLeft({ command, words }: Typed): Candidate[] {
  const shown = command.createHelp().visibleOptions(command);
  const left = shown.filter(
    ({ long, short, variadic }) => variadic || !words.some((word) => [long, short].includes(word)),
  );
  return left.map(({ long, short, description }) => ({ word: long ?? short ?? '', says: description }));
}
