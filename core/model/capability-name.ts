/** What a capability is called by others: one of its subjects, and the function that looks at them. */
interface Called {
  readonly noun: string;
  readonly function: string;
}

/** Those whose subjects people configure. A config holds the name of its subject under the noun. */
const configured = {
  scaling: { noun: 'scalable', function: 'resource-allocator' },
  balancing: { noun: 'balance', function: 'load-balancer' },
  purging: { noun: 'purge', function: 'cdn-purger' },
  sharding: { noun: 'keyspace', function: 'shard-balancer' },
  diagnosing: { noun: 'service', function: 'performance-metrics' },
  indexing: { noun: 'database', function: 'index-advisor' },
} as const satisfies Readonly<Record<string, Called>>;

export type ConfiguredCapability = keyof typeof configured;
export const configuredCapabilities = namesOf(configured);

/** Everything that Headroom looks at and decides on, each by the name that its memories and entries are stored under. */
const all = { ...configured, moving: { noun: 'move', function: 'shard-mover' } } as const;

export type CapabilityName = keyof typeof all;
export const capabilityNames = namesOf(all);

/** What one subject of a capability is called. */
export type NounOf<Name extends CapabilityName> = (typeof all)[Name]['noun'];

export function nounOf<Name extends CapabilityName>(capability: Name): NounOf<Name> {
  return all[capability].noun;
}

/** The functions that look at what people and AWS tell them of, and at every tick. */
export const lookingFunctions: readonly string[] = capabilityNames.map(functionOf);

/** The function that looks at the subjects of a capability. */
export function functionOf(capability: CapabilityName): string {
  return all[capability].function;
}

/** Whether a text names a capability that this release knows. */
export function isCapabilityName(name: string): name is CapabilityName {
  return Object.hasOwn(all, name);
}

function namesOf<Name extends string>(record: Readonly<Record<Name, Called>>): readonly Name[] {
  return Object.keys(record) as Name[];
}
