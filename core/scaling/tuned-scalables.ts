import { Refusal } from '../model/errors.ts';
import type { ScalableConfig } from './config/scalable.ts';
import { isTuned } from './with-choice.ts';

/** The scalables whose policy is chosen at night and that are looked at at all. */
export function tunedScalables(all: ReadonlyMap<string, ScalableConfig | Refusal>): string[] {
  return [...all].flatMap(([scalable, config]) => {
    return !(config instanceof Refusal) && config.mode !== 'off' && isTuned(config) ? [scalable] : [];
  });
}
