/**
 * The share of a need that may be spare before capacity is lowered: the tolerance of the Kubernetes horizontal autoscaler,
 * https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#algorithm-details
 */
const share = 0.1;

/**
 * Units to ask for where `wanted` are needed and `asked` are asked for. What is missing is asked for at once; what is spare
 * stays up to a tenth, and when it is more, half of that tenth stays, so that demand that wavers changes nothing. Fleets
 * below five units, whose tenth is less than half a unit, keep nothing spare. Why: docs/decisions/0025.
 */
export function withDeadBand(wanted: number, asked: number): number {
  if (wanted >= asked) return wanted;
  const spare = Math.round(share * wanted);
  return asked <= wanted + spare ? asked : wanted + Math.floor(spare / 2);
}
