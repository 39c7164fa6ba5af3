import type { PolicyConfig } from '../../../../../core/scaling/config/policy-kinds.ts';
import { propose } from '../../../../../core/scaling/policies/catalogue.ts';
import type { Proposal } from '../../../../../core/scaling/policy.ts';
import { aCapacity, aConfig, aMemory, anObservation, aReading, minuteMs, noonMs } from '../../../../fixtures.ts';

/**
 * Looks each minute at a demand of so many requests a second, null where it is missing; units are enough unless it is said how
 * many ran, and `asked` is what is asked for at each look.
 */
export function look(
  policy: PolicyConfig<'provisioner'>,
  demand: readonly (number | null)[],
  state: unknown = null,
  startMs = noonMs,
  silentSinceMs: number | null = null,
  running = 1000,
  asked = aCapacity().asked,
): Proposal[] {
  const config = aConfig({ leadSeconds: 180 });
  const proposals: Proposal[] = [];
  let kept = state;
  demand.forEach((value, minute) => {
    const atMs = startMs + minute * minuteMs;
    const sampleAtMs = atMs - 2 * minuteMs;
    const samples = [
      value === null
        ? ({ is: 'missing', atMs: sampleAtMs } as const)
        : ({ is: 'value', atMs: sampleAtMs, value } as const),
    ];
    const observation = anObservation({
      atMs,
      config,
      memory: aMemory({ seen: [{ atMs: startMs - 60 * minuteMs, asked: running, running }], silentSinceMs }),
      capacity: aCapacity({ asked }),
      readings: { demand: { ...aReading([]), samples } },
    });
    const proposal = propose(policy, observation, kept);
    proposals.push(proposal);
    kept = proposal.state ?? kept;
  });
  return proposals;
}
