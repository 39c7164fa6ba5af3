/** Everything that Headroom looks at and decides on, each by the name that its memories and entries are stored under. */
export const capabilityNames = ['scaling', 'balancing', 'purging', 'sharding', 'moving'] as const;
export type CapabilityName = (typeof capabilityNames)[number];
