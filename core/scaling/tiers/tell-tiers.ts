import { counted } from '../../model/counted.ts';
import { utcText } from '../../time/utc-text.ts';
import type { Observation } from '../observation.ts';
import type { Tier } from './tier.ts';

/** What a look knew of those before and behind it, a line each. */
export function tellTiers({ subject, tiers }: Observation): string[] {
  if (tiers === undefined) return [];
  return [
    ...tiers.upstream.map((tier) => `${tier.scalable} needs it: ${tellTier(tier)}`),
    ...tiers.downstream.map((tier) => `it needs ${tier.scalable}: ${tellTier(tier)}${tellGrant(tier, subject)}`),
    ...(tiers.ring === null ? [] : [`left out, since they need each other in a ring: ${tiers.ring.join(', ')}`]),
  ];
}

function tellTier({ last }: Tier): string {
  if (last === null) return 'nothing was decided of it yet';
  const { asked, running, wants, short } = last.passed;
  const told = `asked ${asked}, running ${running}, wants ${wants}${short ? ', short of units' : ''}`;
  return `${told} (at ${utcText(last.atMs).slice(11)})`;
}

function tellGrant({ last }: Tier, subject: string): string {
  const takes = last?.passed.takes ?? null;
  return takes === null
    ? ''
    : `; takes ${counted(takes, 'connection')}, ${last?.passed.grants[subject] ?? 0} of them from here`;
}
