import type { Because, Reason } from './model/reason.ts';

/** What a guard makes of a proposal; null where it has nothing against it. */
export type Verdict<Desired> = { readonly desired: Desired; readonly because: Because } | null;

/** One limit on what policies propose. */
export type Guard<Observation, Desired> = (observation: Observation, desired: Desired) => Verdict<Desired>;

/** Guards by name, in the order they speak: a later one has the last word. */
export type Guards<Observation, Desired> = readonly (readonly [string, Guard<Observation, Desired>])[];

/** Lets every guard speak in order. Returns the limited value; pushes a reason for each guard that changed it. */
export function fold<Observation, Desired>(
  guards: Guards<Observation, Desired>,
  observation: Observation,
  proposed: Desired,
  reasons: Reason<Desired>[],
): Desired {
  let desired = proposed;
  for (const [by, guard] of guards) {
    const verdict = guard(observation, desired);
    if (verdict === null) continue;
    desired = verdict.desired;
    reasons.push({ by, desired, because: verdict.because });
  }
  return desired;
}
