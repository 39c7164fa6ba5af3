import type { Misfortunes } from './misfortunes.ts';

/** Leads as they were measured, each as likely as it was: a mean would hide the slow ones that hurt. */
export function sampledLeads(leads: readonly number[]): Misfortunes['leadSeconds'] {
  if (leads.length === 0) throw new RangeError('leads cannot be sampled of none; give at least one');
  return (_, random) => leads[Math.floor(random.uniform() * leads.length)] ?? 0;
}
