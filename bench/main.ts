import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Runs every bench of package.json, one after the other, and prints their figures as one object by their names. */
const root = join(import.meta.dirname, '..');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
const figures: Record<string, unknown> = {};
for (const script of Object.keys(scripts).filter((name) => name.startsWith('bench:'))) {
  process.stderr.write(`${script}\n`);
  const { stdout, status } = spawnSync('npm', ['run', '--silent', script], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${script} failed`);
  figures[script.slice('bench:'.length)] = JSON.parse(stdout);
}
console.log(JSON.stringify(figures));
