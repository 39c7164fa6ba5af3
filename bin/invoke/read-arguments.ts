import { parseArgs } from 'node:util';
import { defaultDeployment } from '../../core/config.ts';

/** What is to be run, and where. */
export interface InvokeArguments {
  /** A folder of `functions/`. */
  readonly name: string;
  /** A file, `-`, the name of a shipped event, or JSON text. */
  readonly event: string;
  readonly local: boolean;
  readonly inspect: boolean;
  readonly deployment: string;
  readonly region: string | undefined;
  readonly profile: string | undefined;
  /** Which deployed function lends its settings, where the deployment has several of its kind; null for the only one. */
  readonly functionName: string | null;
  /** Does not ask before something may be changed. */
  readonly yes: boolean;
  readonly debug: boolean;
}

/** What the arguments ask for; null for help. An Error's message says what is wrong with them. */
export function readArguments(args: readonly string[]): InvokeArguments | null {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      local: { type: 'boolean', default: false },
      inspect: { type: 'boolean', default: false },
      deployment: { type: 'string', default: defaultDeployment },
      region: { type: 'string' },
      profile: { type: 'string' },
      'function-name': { type: 'string' },
      yes: { type: 'boolean', default: false },
      debug: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const [name, event, ...rest] = positionals;
  if (values.help) return null;
  if (name === undefined) throw new Error('which function?');
  if (event === undefined) throw new Error(`which event for ${name}?`);
  if (rest.length > 0) throw new Error(`unexpected '${rest[0]}'`);
  const { local, inspect, deployment, region, profile, yes, debug } = values;
  if (local && (region !== undefined || profile !== undefined))
    throw new Error('--region and --profile name a real account; leave out --local, or them');
  const functionName = values['function-name'] ?? null;
  return { name, event, local, inspect, deployment, region, profile, functionName, yes, debug };
}
