/** A policy of one reading on the simulated demand, where that is what it looks at. */
export function onDemand<Policy extends { readonly reading: string }>(policy: Policy, demand: string): Policy {
  return policy.reading === demand ? { ...policy, reading: 'demand' } : policy;
}
