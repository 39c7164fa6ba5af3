import type { ScalableConfig } from '../config/scalable.ts';
import { targetIdentity } from '../config/target-identity.ts';
import type { TargetConfig } from '../config/target-kinds.ts';

/**
 * What tells one target from another without naming it: what was found of one's pool is never put back on another's. FNV-1a,
 * of 32 bits.
 */
export function targetMark(config: TargetConfig): string {
  let hash = 0x811c9dc5;
  for (const unit of targetIdentity(config, { account: '', region: '' })) {
    hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193);
  }
  return (hash >>> 0).toString(36);
}

/** The same of what is put back: what was found of a minimum is never put back on what runs. */
export function foundMark({ target, beside }: Pick<ScalableConfig, 'target' | 'beside'>): string {
  return beside === undefined ? targetMark(target) : `${beside} ${targetMark(target)}`;
}
