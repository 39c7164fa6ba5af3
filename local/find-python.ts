import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { LocalAwsError } from './local-aws-error.ts';

export interface Python {
  readonly path: string;
  readonly version: string;
}

const run = promisify(execFile);
const oldestMinor = 10;
/** The pinned requirements have no wheels for anything newer. */
const newestMinor = 14;
const usualNames = ['python3', 'python3.13', 'python3.12', 'python3.14', 'python3.11', 'python3.10'];
const tellYourself = 'import sys; print(sys.executable); print("%d.%d.%d" % sys.version_info[:3])';

/** The first Python on the PATH that the emulators can run on. */
export async function findPython(names: readonly string[] = usualNames): Promise<Python> {
  const seen: string[] = [];
  for (const name of names) {
    const python = await ask(name);
    if (python && isSupported(python.version)) return python;
    if (python) seen.push(`${name} is ${python.version}`);
  }
  throw new LocalAwsError('python', explain(seen));
}

async function ask(name: string): Promise<Python | null> {
  try {
    const { stdout } = await run(name, ['-c', tellYourself], { timeout: 20_000 });
    const [path, version] = stdout.trim().split(/\r?\n/);
    return path && version ? { path, version } : null;
  } catch {
    return null;
  }
}

function isSupported(version: string): boolean {
  const [major, minor] = version.split('.').map(Number);
  return major === 3 && minor !== undefined && minor >= oldestMinor && minor <= newestMinor;
}

function explain(seen: readonly string[]): string {
  const found = seen.length > 0 ? `found only: ${seen.join(', ')}` : 'found none';
  return (
    `The local AWS needs Python 3.${oldestMinor} to 3.${newestMinor} as \`python3\`; ${found}. ` +
    'Install one (Debian and Ubuntu: `apt install python3 python3-venv`; macOS: `brew install python@3.13`). ' +
    'The unit tests need no Python: `npm run test:unit`.'
  );
}
