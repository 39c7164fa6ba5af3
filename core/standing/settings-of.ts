import { becauseOf } from '../because-of.ts';
import { cardOf, parseConfig } from '../capabilities.ts';
import { type CapabilityName, configuredCapabilities } from '../model/capability-name.ts';

interface Configured {
  readonly capability: CapabilityName;
  readonly subject: string;
  /** JSON text; null where nobody configures such. */
  readonly config: string | null;
}

/** What the config of a subject says of how it stands. */
interface Settings {
  /** Null where nobody configures such, or it cannot be read. */
  readonly mode: string | null;
  /** Where the console of AWS shows what it is about; null where nobody knows. */
  readonly console: string | null;
  /** Why it cannot be used; null where it can. */
  readonly trouble: string | null;
}

/** The mode that a subject is configured with and where it is, or why its config cannot be read. */
export async function settingsOf({ capability, subject, config }: Configured, region: string): Promise<Settings> {
  const configured = configuredCapabilities.find((one) => one === capability);
  if (config === null || configured === undefined) return { mode: null, console: null, trouble: null };
  try {
    const parsed = await parseConfig(configured, subject, JSON.parse(config));
    const console = (await cardOf(capability))?.console?.(parsed, region) ?? null;
    return { mode: parsed.mode, console, trouble: null };
  } catch (error) {
    const says = `the config in the table cannot be used: ${becauseOf(error).error}; deploy it again`;
    return { mode: null, console: null, trouble: says };
  }
}
