import { parse } from 'yaml';
import type { Snippet } from './snippets.ts';

/** A command as somebody types it, in words. */
export interface ShellLine {
  readonly at: string;
  readonly words: readonly string[];
}

const shells = ['', 'sh', 'bash', 'shell'];
const programs = /^(npx|npm|headroom|git|aws|gh) \S/;
/** A word as a shell reads it: bare, quoted, or parts of both. */
const word = /(?:"[^"]*"|'[^']*'|\$\([^)]*\)|[^\s"'])+/g;

/** Every command of a piece of code: of a shell, of a sentence, or of a step of a workflow. */
export function shellLines({ at, language, code }: Snippet): ShellLine[] {
  return scripts(language, code)
    .flatMap((script) => script.replaceAll('\\\n', ' ').split('\n'))
    .flatMap((line) => line.split(/ && | \|\| | \| /))
    .map((command) => wordsOf(command.replace(/^source <\((.*)\)$/, '$1')))
    .filter((words) => words.length > 0)
    .map((words) => ({ at, words }));
}

function scripts(language: string | null, code: string): string[] {
  if (language === null) return programs.test(code) ? [code] : [];
  if (shells.includes(language)) return [code];
  return ['yaml', 'yml'].includes(language) ? runsOf(parse(code)) : [];
}

/** What the steps of a workflow run, wherever they stand in it. */
function runsOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, held]) =>
    key === 'run' && typeof held === 'string' ? [held] : runsOf(held),
  );
}

/** Comments, redirections and variables that are set beforehand are the shell's. What a reader puts in, `<slot>`, is a word. */
function wordsOf(command: string): string[] {
  const filled = command.replace(/<([\w-]+)>/g, '$1').replace(/(^|\s)#.*$/, '');
  const bare = filled.replace(/\s\d?>{1,2}\s*\S+/g, '');
  const words = [...bare.matchAll(word)].map(([text]) => text.replace(/"([^"]*)"|'([^']*)'/g, '$1$2'));
  const set = words.findIndex((text) => !/^[A-Za-z_]\w*=/.test(text));
  return set === -1 ? [] : words.slice(set);
}
