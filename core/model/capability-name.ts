/** Those whose subjects people configure. */
export const configuredCapabilities = ['scaling', 'balancing', 'purging', 'sharding'] as const;
export type ConfiguredCapability = (typeof configuredCapabilities)[number];

/** Everything that Headroom looks at and decides on, each by the name that its memories and entries are stored under. */
export const capabilityNames = [...configuredCapabilities, 'moving'] as const;
export type CapabilityName = (typeof capabilityNames)[number];

/** What one subject of each is called. */
export const subjectNouns = {
  scaling: 'scalable',
  balancing: 'balance',
  purging: 'purge',
  sharding: 'keyspace',
  moving: 'move',
} as const satisfies Readonly<Record<CapabilityName, string>>;

/** Whether a text names a capability that this release knows. */
export function isCapabilityName(name: string): name is CapabilityName {
  return Object.hasOwn(subjectNouns, name);
}
