import type { GroupSeen } from './observation.ts';

/** Whether all requests that are ours to share go to groups without a healthy target. */
export function servesNobody(groups: Readonly<Record<string, GroupSeen>>): boolean {
  const asked = Object.values(groups).filter(({ weight }) => (weight ?? 0) > 0);
  return asked.length > 0 && asked.every(({ healthy }) => healthy === 0);
}
