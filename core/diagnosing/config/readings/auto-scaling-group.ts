import * as z from 'zod/mini';
import { orNull, positive, text } from '../../../schema/fields.ts';
import { meanOf } from '../metrics.ts';
import { type ReadingsKindOf, resourceOf } from '../tier-measures.ts';

const schema = z.strictObject({
  /** The name of the group. */
  group: text(),
  /** Virtual processors of one instance. */
  cores: orNull(positive()),
  /** Whether the CloudWatch agent tells memory, added up by group (`aggregation_dimensions: [["AutoScalingGroupName"]]`). */
  agent: z._default(z.boolean(), false),
});

/**
 * An Auto Scaling group: its instances (group metrics have to be on) and their processors, with the agent their memory.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-metrics.html
 */
export const autoScalingGroup = {
  schema,
  is: 'compute',
  measures({ group: AutoScalingGroupName, cores, agent }, periodSeconds) {
    const of = (namespace: string) => ({ namespace, dimensions: { AutoScalingGroupName }, periodSeconds });
    const memory = { memory: resourceOf('memory', meanOf(of('CWAgent'), 'mem_used_percent', 'percent')) };
    return {
      units: meanOf(of('AWS/AutoScaling'), 'GroupInServiceInstances', 'count'),
      resources: {
        cpu: resourceOf('cpu', meanOf(of('AWS/EC2'), 'CPUUtilization', 'percent'), { servers: cores }),
        ...(agent && memory),
      },
    };
  },
} as const satisfies ReadingsKindOf<typeof schema>;
