/** What a resource is made of. It decides what would lift it. */
export const resourceKinds = [
  'cpu',
  'memory',
  'disk',
  'network',
  'connections',
  'pool',
  'threads',
  'lock',
  'provisioned-throughput',
] as const;

export type ResourceKind = (typeof resourceKinds)[number];

/** What a tier is. It decides what would lift it. */
export const tierKinds = ['compute', 'database', 'cache', 'queue', 'downstream'] as const;

export type TierKind = (typeof tierKinds)[number];
