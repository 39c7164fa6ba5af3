import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { type Example, examplesOf } from '../../cli/examples.ts';
import { everyCommand } from '../../cli/program.ts';
import { type ShellLine, shellLines } from '../docs/shell-lines.ts';
import { nobody, wrongCommand } from '../docs/wrong-command.ts';

const root = await everyCommand(nobody);
const all = withBelow(root, root.name());
const leaves = all.filter(({ command }) => command.commands.length === 0);
const written = all.flatMap(({ path, command }) => examplesOf(command).map((example) => [path, example.line] as const));

describe('the help of every command', () => {
  it.each(all)('shows examples: $path', ({ command }) => {
    let help = '';
    command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
    const shown = examplesOf(command).map(({ line }) => line);
    expect(shown.length).toBeGreaterThan(0);
    for (const line of shown) expect(help).toContain(line);
  });

  it.each(leaves)('shows one of itself: $path', ({ path, command }) => {
    const own = examplesOf(command)
      .flatMap(linesOf)
      .map(({ words }) => words.join(' '));
    expect(own.some((line) => `${line} `.startsWith(`${path} `))).toBe(true);
  });
});

describe('an example', () => {
  it.each(written)('of %s can be typed: %s', async (_path, line) => {
    const lines = linesOf({ line, says: null }).filter(({ words: [program] }) => program !== 'psql');
    expect(lines.length).toBeGreaterThan(0);
    for (const { words } of lines) expect(await wrongCommand(words)).toBeNull();
  });
});

function linesOf({ line }: Example): ShellLine[] {
  return shellLines({ at: 'help', language: 'sh', code: line });
}

function withBelow(command: Command, path: string): { readonly path: string; readonly command: Command }[] {
  return [{ path, command }, ...command.commands.flatMap((below) => withBelow(below, `${path} ${below.name()}`))];
}
