import { parseArgs } from 'node:util';

export type LocalCommand =
  | { readonly name: 'start'; readonly moto: boolean; readonly port: number | undefined }
  | { readonly name: 'stop' | 'status' | 'reset' | 'help' };

export const usage = `Usage: npm run local -- COMMAND

  start [--moto] [--port N]   start a local AWS, and print the exports that point at it
  stop                        end it
  status                      tell whether and where it runs (exit code 3 if not)
  reset                       delete every resource in it`;

/** What the arguments ask for; an Error's message says what is wrong with them. */
export function readCommand(args: readonly string[]): LocalCommand {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { moto: { type: 'boolean' }, port: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  const [name, ...rest] = positionals;
  if (values.help || name === 'help') return { name: 'help' };
  if (rest.length > 0) throw new Error(`unexpected '${rest[0]}'`);
  if (name === 'start') return { name, moto: values.moto ?? false, port: portOf(values.port) };
  if (values.moto || values.port !== undefined) throw new Error('--moto and --port go with start');
  if (name === 'stop' || name === 'status' || name === 'reset') return { name };
  throw new Error(name === undefined ? 'which command?' : `no command '${name}'`);
}

function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1024 || port > 65_535) throw new Error(`--port ${text}: give 1024 to 65535`);
  return port;
}
