/**
 * The share of a need that may be spare before capacity is lowered: the tolerance of the Kubernetes horizontal autoscaler,
 * https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#algorithm-details
 */
const share = 0.1;

/** The same, as a share of how far apart ways are: a mean of what differs is no better known than by about that. */
const apartShare = 0.5;

/**
 * Units to ask for where `wanted` are needed and `asked` are asked for. What is missing is asked for at once; what is spare
 * stays up to a tenth, and when it is more, half of that tenth stays, so that demand that wavers changes nothing. Where what is
 * needed is a mean of ways that are `apartUnits` apart (a standard deviation), half of that is taken for the tenth if it is
 * more. Fleets below five units, whose tenth is less than half a unit, keep nothing spare otherwise. Why:
 * docs/decisions/0025 and 0086.
 */
export function withDeadBand(wanted: number, asked: number, apartUnits = 0): number {
  if (wanted >= asked) return wanted;
  const spare = Math.round(Math.max(share * wanted, apartShare * apartUnits));
  return asked <= wanted + spare ? asked : wanted + Math.floor(spare / 2);
}
