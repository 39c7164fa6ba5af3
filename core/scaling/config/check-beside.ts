import { InvalidInput } from '../../model/errors.ts';
import { checkAll } from '../../schema/all-faults.ts';
import { nativelyScaledKinds, nativeScalingOf } from './native-scaling.ts';
import { policyKindOf } from './policy-kinds.ts';
import type { ScalableConfig } from './scalable.ts';
import { tellTarget } from './target-identity.ts';

/**
 * Checks what is said of one whose minimum alone is moved. Throws `InvalidInput` naming the field, the value and the fix.
 * Why: docs/decisions/0081.
 */
export function checkBeside(config: ScalableConfig): void {
  if (config.beside === undefined) return;
  checkAll(
    () => checkTarget(config),
    () => checkParts(config),
    () => checkConnections(config),
    ...config.policies.map((policy, index) => () => {
      if (policyKindOf(policy).foresees) return;
      const says = `${policy.kind} reacts, as the policies of AWS do that it stands beside; take schedule, provisioner or tuned, which ask ahead, or leave beside out`;
      throw new InvalidInput(`policies[${index}]`, says);
    }),
  );
}

function checkTarget({ target }: ScalableConfig): void {
  if (nativeScalingOf(target) !== null) return;
  const kinds = nativelyScaledKinds.join(', ');
  const says = `"native" is beside policies of AWS, and AWS has none that scale ${tellTarget(target)}; it scales ${kinds}; leave beside out`;
  throw new InvalidInput('beside', says);
}

/** A pool is filled, and a size changed, by whoever decides how many run. */
function checkParts({ warmPool, sizes }: ScalableConfig): void {
  for (const [field, part] of Object.entries({ warmPool, sizes })) {
    if (part === undefined) continue;
    throw new InvalidInput(field, 'only the minimum is moved beside "native"; leave it out, or leave beside out');
  }
}

/** AWS adds units above the minimum without asking what they connect to. */
function checkConnections({ needs = {} }: ScalableConfig): void {
  const [name] = Object.entries(needs).find(([, { connectionsPerUnit }]) => connectionsPerUnit !== null) ?? [];
  if (name === undefined) return;
  const says = `the policies of AWS add units whatever "${name}" takes, so that connections cannot be kept within it; leave it out, or leave beside out`;
  throw new InvalidInput(`needs.${name}.connectionsPerUnit`, says);
}
