import type { MeasureKind } from '../any-kind/kind-shard.ts';
import { measureSlots } from './measure-slots.ts';
import { withOwner } from './with-owner.ts';

/** What the schemas of a server's slots hold and have done. */
export const measure: MeasureKind<'postgres'> = ({ secrets, nowMs }, { shard, config, held }) => {
  const atMs = nowMs();
  return withOwner(secrets, { shard, config }, (session) => measureSlots(session, held, atMs));
};
