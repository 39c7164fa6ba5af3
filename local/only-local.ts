import { devNull } from 'node:os';

/**
 * The environment for a child process that must reach the local AWS and nothing else: all that names a real account,
 * profile or endpoint is left out, the files that may name one are hidden, and `local` is added.
 */
export function onlyLocal(
  local: Readonly<Record<string, string>>,
  inherited: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const harmless = Object.entries(inherited).filter(([name]) => !/^(AWS|CDK)_/.test(name));
  const hidden = { AWS_CONFIG_FILE: devNull, AWS_SHARED_CREDENTIALS_FILE: devNull };
  return { ...(Object.fromEntries(harmless) as Record<string, string>), ...hidden, ...local };
}
