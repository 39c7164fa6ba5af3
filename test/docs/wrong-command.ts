import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { CommanderError } from 'commander';
import { everyCommand } from '../../cli/program.ts';
import type { Session } from '../../cli/session.ts';

const root = join(import.meta.dirname, '..', '..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
  devDependencies: Record<string, string>;
};
/** What npm brings itself. */
const ofNpm = ['ci', 'install', 'pack', 'publish', 'test'];
/** What is not ours: their own documents say what they take. */
const ofOthers = ['git', 'aws', 'gh', 'kubectl'];
const ofCdk = ['bootstrap', 'deploy', 'destroy', 'diff', 'synth'];

/** How commander ends where it was asked for its help or its version. */
const answers = ['commander.helpDisplayed', 'commander.version'];

/** What is wrong with a command that a page tells people to type; null where nothing is. */
export async function wrongCommand(words: readonly string[]): Promise<string | null> {
  const [program = '', ...args] = words;
  if (ofOthers.includes(program)) return null;
  if (program === 'headroom') return wrongUse(args);
  if (program === 'npx') return wrongNpx(args);
  if (program === 'npm') return wrongNpm(args);
  return `${program}: nobody has said what this is`;
}

async function wrongNpx([name = '', ...args]: readonly string[]): Promise<string | null> {
  if (name === 'headroom-aws') return wrongUse(args);
  if (name === 'cdk') return ofCdk.includes(args[0] ?? '') ? null : `cdk has no ${args[0]}`;
  return `npx ${name}: this package is not ours`;
}

/** `npm run -s NAME -- ...`: the script is there, and where it is the command line's, that takes the rest. */
async function wrongNpm([verb = '', ...rest]: readonly string[]): Promise<string | null> {
  if (verb !== 'run') return ofNpm.includes(verb) ? null : `npm has no ${verb}`;
  const [name = '', ...after] = rest.filter((one) => one !== '-s');
  const script = manifest.scripts[name];
  if (script === undefined) return `there is no script ${name}`;
  if (after.length > 0 && after[0] !== '--') return `npm takes ${after[0]} for itself; write -- before it`;
  const args = after.slice(1);
  const ours = /bin\/headroom\.ts(.*)$/.exec(script);
  if (ours !== null) return wrongUse([...(ours[1] ?? '').split(' ').filter(Boolean), ...args]);
  return wrongFlags(/(\S+\.ts)\b[^&]*$/.exec(script)?.[1], args);
}

/** Benches and tools read their flags by `parseArgs`, which has each by its name. */
function wrongFlags(file: string | undefined, args: readonly string[]): string | null {
  const flags = args.filter((arg) => arg.startsWith('--')).map((flag) => flag.slice(2));
  if (flags.length === 0) return null;
  if (file === undefined) return `takes no ${flags[0]}`;
  const text = readFileSync(join(root, file), 'utf8');
  const unknown = flags.find((flag) => !new RegExp(`['"]?${flag}['"]?: \\{ type|'--${flag}'`).test(text));
  return unknown === undefined ? null : `${file} reads no --${unknown}`;
}

/** Asks the command line itself, which runs nothing here. */
async function wrongUse(args: readonly string[]): Promise<string | null> {
  const program = await everyCommand(nobody);
  const leaves = [...program.commands];
  for (const command of leaves) leaves.push(...command.commands);
  for (const command of leaves) if (command.commands.length === 0) command.action(() => {});
  try {
    await program.parseAsync([...args], { from: 'user' });
    return null;
  } catch (error) {
    if (error instanceof CommanderError) return answers.includes(error.code) ? null : error.message;
    throw error;
  }
}

const silent = () => new Writable({ write: (_chunk, _encoding, done) => done() });
export const nobody: Session = {
  version: '0.0.0',
  out: silent(),
  err: silent(),
  input: process.stdin,
  cwd: root,
  env: {},
  signal: new AbortController().signal,
  nowMs: () => 0,
};
