import { random } from '../../workloads/random.ts';

/** So that the same nights come to the same. */
const seed = 7;

/** Leads by step, each measured one as likely as it was: a mean would hide the slow launches that hurt. */
export function leadSteps(leads: readonly number[], steps: number, stepSeconds: number): Uint16Array {
  const { uniform } = random(seed);
  return Uint16Array.from({ length: steps }, () => {
    const lead = leads[Math.floor(uniform() * leads.length)] ?? stepSeconds;
    return Math.max(1, Math.ceil(lead / stepSeconds));
  });
}
