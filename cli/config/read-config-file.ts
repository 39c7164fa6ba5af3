import { readFile } from 'node:fs/promises';
import Module from 'node:module';
import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CommandError } from '../command-error.ts';
import { fileText } from '../file-text.ts';

interface ConfigFile {
  readonly source: string;
  /** What the file holds, unchecked. */
  readonly value: unknown;
}

/** Reads a config as JSON or as a module's default export. `shown` is how the person calls the file. */
export async function readConfigFile(path: string, shown: string): Promise<ConfigFile> {
  const source = await readSource(path, shown);
  const value = extname(path) === '.json' ? parseJson(source, shown) : await defaultExport(path, shown);
  return { source, value };
}

async function readSource(path: string, shown: string): Promise<string> {
  try {
    return fileText(await readFile(path));
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new CommandError(
      missing
        ? `there is no ${shown} here; name the file, or write one with defineConfig from headroom-aws/config`
        : `${shown} cannot be read: ${tell(error)}`,
      { cause: error },
    );
  }
}

function parseJson(source: string, shown: string): unknown {
  try {
    return JSON.parse(source);
  } catch (error) {
    const position = /position (\d+)/.exec(tell(error))?.[1];
    const line = position === undefined ? '' : `:${source.slice(0, Number(position)).split('\n').length}`;
    throw new CommandError(`${shown}${line}: is not JSON: ${tell(error)}`, { cause: error });
  }
}

async function defaultExport(path: string, shown: string): Promise<unknown> {
  const module = await load(path, shown);
  if (!('default' in module))
    throw new CommandError(`${shown} has no default export; write export default defineConfig({...})`);
  return module.default;
}

async function load(path: string, shown: string): Promise<Record<string, unknown>> {
  const own = resolveOwnConfig(path);
  try {
    return await withoutTypeless(() => import(pathToFileURL(path).href) as Promise<Record<string, unknown>>);
  } catch (error) {
    const isUnread = (error as NodeJS.ErrnoException).code === 'ERR_UNKNOWN_FILE_EXTENSION';
    if (isUnread && !/^\.[cm]?ts$/.test(extname(path)))
      throw new CommandError(`${shown} is no config; give one in TypeScript (.ts), JavaScript (.js) or JSON (.json)`, {
        cause: error,
      });
    throw new CommandError(
      isUnread
        ? `${shown} is TypeScript, which this Node (${process.version}) does not read; use Node 22.18 or newer, or give the config as JSON`
        : `${await placeOf(error, path, shown)} cannot be loaded: ${tell(error)}`,
      { cause: error },
    );
  } finally {
    own?.deregister();
  }
}

/** Node warns of a package that says no "type", in four lines of which none is of the config. */
async function withoutTypeless<T>(work: () => Promise<T>): Promise<T> {
  const { emitWarning } = process;
  process.emitWarning = (warning: string | Error, ...more: unknown[]) => {
    const isTypeless = more.some(
      (one) => (one as { code?: unknown } | undefined)?.code === 'MODULE_TYPELESS_PACKAGE_JSON',
    );
    if (!isTypeless) Reflect.apply(emitWarning, process, [warning, ...more]);
  };
  try {
    return await work();
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** What a config file imports, from the package or from this checkout. */
const ownConfig = 'headroom-aws/config';
let timesLoaded = 0;

/**
 * `headroom-aws/config` of a config file is that of the running program: where it runs by npx, nothing of the package is
 * installed beside the file. What is in the folder of the file is read anew each time. A Node that cannot hook (before 22.15)
 * resolves both as usual.
 */
function resolveOwnConfig(path: string): { deregister(): void } | undefined {
  const { href: url } = new URL(`../../core/config${extname(import.meta.url)}`, import.meta.url);
  const folder = new URL('./', pathToFileURL(path)).href;
  timesLoaded++;
  const loaded = timesLoaded;
  return Module.registerHooks?.({
    resolve(specifier, context, next) {
      if (specifier === ownConfig) return { url, shortCircuit: true };
      const found = next(specifier, context);
      const isFresh = loaded > 1 && found.url.startsWith(folder) && !found.url.includes('/node_modules/');
      return isFresh ? { ...found, url: `${found.url}?loaded=${loaded}` } : found;
    },
  });
}

/** Where code breaks off, `headroom.config.ts:3`: as Node says in front of the stack, or as a second reader of it finds. */
async function placeOf(error: unknown, path: string, shown: string): Promise<string> {
  if (!(error instanceof SyntaxError)) return shown;
  const [, url = '', line] = /^(?:file:\/\/)?(\S+):(\d+)$/m.exec(error.stack ?? '') ?? [];
  const file = decodeURI(url.replace(/\?.*$/, ''));
  if (line !== undefined) return `${file === path ? shown : file}:${line}`;
  const { brokenLine } = await import('./locate-field.ts');
  const broken = brokenLine(await readSource(path, shown));
  return broken === null ? shown : `${shown}:${broken}`;
}

function tell(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
