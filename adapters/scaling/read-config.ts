import { Refusal } from '../../core/model/errors.ts';
import { parseScalable } from '../../core/scaling/config/parse-scalable.ts';
import type { ScalableConfig } from '../../core/scaling/config/scalable.ts';

/** What the text of a config came to: the config, or why it is none. */
export type ConfigRead = ScalableConfig | Refusal;

/** By scalable, for the life of the process: checking a config costs more than all the rest of reading it. */
const known = new Map<string, { readonly text: string; readonly read: ConfigRead }>();

/** Reads the config of a scalable as it is stored. A text that it has read before it only compares. */
export function readConfig(scalable: string, text: string): ConfigRead {
  const before = known.get(scalable);
  if (before?.text === text) return before.read;
  const read = check(scalable, text);
  known.set(scalable, { text, read });
  return read;
}

function check(scalable: string, text: string): ConfigRead {
  try {
    return parseScalable(scalable, JSON.parse(text));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return new Refusal(`the config of "${scalable}" in the table cannot be used: ${why}; deploy it again`);
  }
}
