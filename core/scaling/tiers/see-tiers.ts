import type { LastDecisions } from '../../ports.ts';
import type { Link, Links } from './links.ts';
import type { Passed, Tier, Tiers } from './tier.ts';

/** What those beside a scalable were last decided. One of which that cannot be read is as one that was never decided. */
export async function seeTiers(links: Links, decisions: LastDecisions): Promise<Tiers> {
  const see = (all: readonly Link[]) => Promise.all(all.map((link) => seen(link, decisions)));
  const [upstream, downstream] = await Promise.all([see(links.upstream), see(links.downstream)]);
  return { upstream, downstream, ring: links.ring };
}

async function seen({ scalable, need }: Link, decisions: LastDecisions): Promise<Tier> {
  const last = await decisions.of({ capability: 'scaling', subject: scalable }).catch(() => null);
  return { scalable, need, last: last === null ? null : { atMs: last.atMs, passed: last.passes as Passed } };
}
