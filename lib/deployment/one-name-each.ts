import { Annotations, Stack, Token } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';

/** All deployments of an app. */
const ofApp = new WeakMap<IConstruct, readonly Deployed[]>();

interface Deployed {
  readonly construct: Construct;
  readonly name: string;
}

/**
 * What is wrong with deployments of one name, as synth says it: functions, alarms and exports are called after it. Those of
 * stacks of which nobody knows where they will be may be meant for two accounts, and are warned of.
 */
export function oneNameEach(construct: Construct, name: string): () => string[] {
  const { root } = construct.node;
  ofApp.set(root, [...(ofApp.get(root) ?? []), { construct, name }]);
  return () => {
    const others = (ofApp.get(root) ?? []).filter((other) => other.construct !== construct && other.name === name);
    return others.flatMap((other) => {
      const meet = meeting(construct, other.construct);
      const says = `${construct.node.path} and ${other.construct.node.path} are both called "${name}", and so would their functions, alarms and exports be; give one of them a deploymentName`;
      if (meet === 'maybe')
        Annotations.of(construct).addWarningV2('headroom:one-name', `${says}, unless they go to two accounts`);
      return meet === 'surely' ? [says] : [];
    });
  };
}

function meeting(a: Construct, b: Construct): 'surely' | 'maybe' | 'never' {
  const [one, other] = [Stack.of(a), Stack.of(b)];
  if (one === other) return 'surely';
  const places = [
    [one.account, other.account],
    [one.region, other.region],
  ] as const;
  if (places.some((place) => place.some((part) => Token.isUnresolved(part)))) return 'maybe';
  return places.every(([here, there]) => here === there) ? 'surely' : 'never';
}
