import type { PolicyConfig } from './kinds.ts';

/** The names of the readings that a policy looks at. */
export function readingsOf(policy: PolicyConfig): readonly string[] {
  return Object.values(namedReadings(policy));
}

/** The same by the field that names each, e.g. `strain.utilisation`. */
export function namedReadings(policy: PolicyConfig): Readonly<Record<string, string>> {
  if (!('reading' in policy)) return {};
  const strain = 'strain' in policy ? policy.strain : null;
  return {
    reading: policy.reading,
    ...(strain === null ? {} : { 'strain.utilisation': strain.utilisation }),
    ...(strain?.backlog == null ? {} : { 'strain.backlog': strain.backlog }),
  };
}
