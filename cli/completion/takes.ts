import { type CapabilityName, capabilityNames } from '../../core/model/capability-name.ts';

/** What may stand where a help says `<scalable>`: names out of a deployment or a config, files, or whatever a person makes up. */
export type Takes =
  | { readonly is: 'names'; readonly of: readonly CapabilityName[] }
  | { readonly is: 'services' | 'caches' | 'shards' | 'files' | 'anything' };

const names = (...of: readonly CapabilityName[]): Takes => ({ is: 'names', of });
const anything = { is: 'anything' } as const;

/** By the word between the brackets, which means the same in every command. Those of a few words only say them by `choices`. */
const takes: Readonly<Record<string, Takes>> = {
  subject: names(...capabilityNames),
  scalable: names('scaling'),
  balance: names('balancing'),
  purge: names('purging'),
  keyspace: names('sharding'),
  service: { is: 'services' },
  cache: { is: 'caches' },
  shard: { is: 'shards' },
  file: { is: 'files' },
  trace: { is: 'files' },
  'trace.csv': { is: 'files' },
};

/** Numbers, times, addresses, and names of what is not of a deployment: nobody can offer any. */
const madeUp = new Set([
  ...['n', 'number', 'count', 'units', 'percent', 'share', 'dollars', 'times', 'request'],
  ...['seconds', 'duration', 'date', 'time', 'zone', 'text'],
  ...['url', 'address', 'host[:port]', 'list', 'arn', 'site', 'region', 'query', 'role'],
  ...[
    'name',
    'names',
    'cluster/name',
    'type',
    'entry',
    'value',
    'shards',
    'plan',
    'slot',
    'key',
    'move',
    'release',
    'items',
  ],
  ...['of=kind', 'resource=number', 'tier=tiers', 'tier=usd', 'namespace/name', 'name=value', 'statistic'],
]);

/** What may stand there; null where nobody has said. */
export function takesOf(placeholder: string): Takes | null {
  return takes[placeholder] ?? (madeUp.has(placeholder) ? anything : null);
}

/** What a help calls the value of an option: `file` of `--html <file>`; null where it takes none. */
export function placeholderOf(flags: string): string | null {
  return /[<[](.+?)(?:\.\.\.)?[>\]]$/.exec(flags)?.[1] ?? null;
}
