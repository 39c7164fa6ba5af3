import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Shell, scripts } from '../../../cli/completion/scripts.ts';
import { root } from '../run-headroom.ts';

/** A folder with a program `headroom`, what each shell runs at its start, and a file to be completed. */
function aPlace(): string {
  const place = mkdtempSync(join(tmpdir(), 'headroom-shells-'));
  const program = join(place, 'headroom');
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${join(root, 'bin', 'headroom.ts')}' "$@"\n`);
  chmodSync(program, 0o755);
  for (const [shell, script] of Object.entries(scripts)) writeFileSync(join(place, `completion.${shell}`), script);
  mkdirSync(join(place, 'traces'));
  writeFileSync(join(place, 'traces', 'monday.csv'), '');
  return place;
}

const place = aPlace();

/** What a shell offers, or types, at a Tab behind a line; each of `asks` drives the shell itself. */
const asks: Readonly<Record<Shell, (line: string) => readonly [string, ...string[]]>> = {
  bash: (line) => [
    'bash',
    '--norc',
    '-c',
    `source completion.bash
     read -ra COMP_WORDS <<<"$1"; [[ $1 == *' ' ]] && COMP_WORDS+=('')
     COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); compopt() { compgen -f -- "\${COMP_WORDS[COMP_CWORD]}"; }
     _headroom headroom; printf '%s\\n' "\${COMPREPLY[@]}"`,
    'bash',
    line,
  ],
  // Its own widgets only work at a terminal; what they are handed is what they show.
  zsh: (line) => [
    'zsh',
    '-f',
    '-c',
    `compdef() { }; _describe() { print -l -- "\${(@P)2}"; }; _files() { print -l -- *; }
     source completion.zsh; words=("\${(@s: :)1}"); CURRENT=\${#words}; _headroom`,
    'zsh',
    line,
  ],
  fish: (line) => ['fish', '--no-config', '-c', 'source completion.fish; complete -C $argv[1]', line],
};

function offered(shell: Shell, line: string): string {
  const [program, ...args] = asks[shell](line);
  const env = { PATH: `${place}${delimiter}${process.env.PATH}`, HOME: place, TERM: 'dumb' };
  const { stdout, stderr } = spawnSync(program, args, { cwd: place, encoding: 'utf8', env });
  return `${stdout}${stderr}`;
}

const isThere = (shell: Shell) => spawnSync(shell, ['--version']).status === 0;

describe.each(['bash', 'zsh', 'fish'] as const)('%s', (shell) => {
  it.runIf(isThere(shell))('completes commands, options, words and files, and never shows an error', () => {
    expect(offered(shell, 'headroom shards ro')).toContain('rollback');
    expect(offered(shell, 'headroom status --wa')).toContain('--watch');
    expect(offered(shell, 'headroom override checkout/web cei')).toContain('ceiling');
    expect(offered(shell, 'headroom validate tra')).toContain('traces');
    // Nobody answers at this address: there are no names, and nothing is said of it.
    expect(offered(shell, 'headroom explain ')).not.toMatch(/error:|cannot be|credentials/i);
  });
});
