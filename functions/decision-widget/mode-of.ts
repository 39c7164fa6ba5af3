import { becauseOf } from '../../core/because-of.ts';
import { parseConfig } from '../../core/capabilities.ts';
import { type CapabilityName, configuredCapabilities } from '../../core/model/capability-name.ts';

interface Configured {
  readonly capability: CapabilityName;
  readonly subject: string;
  /** JSON text; null where nobody configures such. */
  readonly config: string | null;
}

/** The mode that a subject is configured with, or why its config cannot be read. */
export async function modeOf({
  capability,
  subject,
  config,
}: Configured): Promise<{ readonly mode: string | null; readonly trouble: string | null }> {
  const configured = configuredCapabilities.find((one) => one === capability);
  if (config === null || configured === undefined) return { mode: null, trouble: null };
  try {
    return { mode: (await parseConfig(configured, subject, JSON.parse(config))).mode, trouble: null };
  } catch (error) {
    const says = `the config in the table cannot be used: ${becauseOf(error).error}; deploy it again`;
    return { mode: null, trouble: says };
  }
}
