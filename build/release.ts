import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * `npm run release`: packs the version of package.json, keeps the hash of the very file beside it, and has npm say what it would
 * publish; `-- --publish` publishes that file. What is published later can be held against the hash.
 */
const root = join(import.meta.dirname, '..');
const folder = join(root, 'dist', 'release');
const { name, version, repository } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly name: string;
  readonly version: string;
  readonly repository?: { readonly url: string };
};

refuse(
  !readFileSync(join(root, 'CHANGELOG.md'), 'utf8').includes(`\n## ${version}`),
  `CHANGELOG.md says nothing of ${version}`,
);
refuse(
  run('git', ['status', '--porcelain']) !== '',
  'something is not committed; the file would hold what no commit has',
);
refuse(
  process.argv.includes('--publish') && repository === undefined,
  'package.json has no repository, and npm takes no provenance without; docs/contribute/release.md says what to fill in',
);
run('npm', ['run', '--silent', 'build', '--', '--quiet']);
mkdirSync(folder, { recursive: true });
run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder]);
const file = `${name}-${version}.tgz`;
const bytes = readFileSync(join(folder, file));
const sha256 = createHash('sha256').update(bytes).digest('hex');
const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
const commit = run('git', ['rev-parse', 'HEAD']);
writeFileSync(join(folder, `${file}.sha256`), `${sha256}  ${file}\n`);
writeFileSync(join(folder, `${file}.json`), `${JSON.stringify({ name, version, commit, sha256, integrity })}\n`);
const publishing = ['publish', join(folder, file), '--ignore-scripts'];
run('npm', process.argv.includes('--publish') ? publishing : [...publishing, '--dry-run']);
process.stdout.write(`${sha256}  ${join(folder, file)}\n${integrity}, of commit ${commit}\n`);

function run(command: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  refuse(status !== 0, `${command} ${args.join(' ')} failed: ${stderr.trim()}`);
  return stdout.trim();
}

function refuse(isWrong: boolean, says: string): void {
  if (!isWrong) return;
  process.stderr.write(`${says}\n`);
  process.exit(1);
}
