/**
 * The oldest Node that the command line runs on: the first of the oldest supported line that reads TypeScript without a flag,
 * which a `headroom.config.ts` needs (https://nodejs.org/en/blog/release/v22.18.0).
 */
const oldest = [22, 18] as const;

/** What to say to somebody whose Node is too old, in one line; null where it is not. `version` is `v22.18.0`. */
export function tooOld(version: string): string | null {
  const [major = 0, minor = 0] = version.slice(1).split('.').map(Number);
  const [needed, since] = oldest;
  if (major > needed || (major === needed && minor >= since)) return null;
  return `headroom runs on Node ${needed}.${since} or newer, and this is ${version}: install one from https://nodejs.org (24 is what Lambda runs)`;
}
