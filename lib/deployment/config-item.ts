import { CustomResource, Duration, Lazy, Stack } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { type ConfiguredCapability, nounOf } from '../../core/model/capability-name.ts';

interface ConfigItemProps {
  readonly configWriter: IFunction;
  readonly capability: ConfiguredCapability;
  readonly name: string;
  /** The config without its name. */
  readonly config: object;
  /** Subjects of the same stack that stay in it, and may claim what this one claims; asked at the end. */
  readonly besides?: () => string[] | undefined;
}

/** The config of one subject in its table. It is written once all that its scope holds by now stands: what looks at it finds that. */
export class ConfigItem extends CustomResource {
  constructor(scope: Construct, id: string, { configWriter, capability, name, config, besides }: ConfigItemProps) {
    const others = [...scope.node.children];
    super(scope, id, {
      resourceType: `Custom::Headroom${capitalised(nounOf(capability))}`,
      serviceToken: configWriter.functionArn,
      serviceTimeout: Duration.minutes(2),
      // Text, since CloudFormation hands on every number and boolean of a property as text.
      properties: {
        ...{ capability, name, config: Stack.of(scope).toJsonString(config) },
        ...(besides !== undefined && { besides: Lazy.uncachedAny({ produce: besides }) }),
      },
    });
    this.node.addDependency(...others);
  }
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
