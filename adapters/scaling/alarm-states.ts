import { type CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import type { AlarmState } from '../../core/model/signal.ts';
import type { Alarms } from '../../core/scaling/ports.ts';
import { batchLoader, isInvalidCall } from '../aws/batch-loader.ts';
import { readWithin } from '../aws/read-within.ts';

/** Most names in one call (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html). */
const mostAlarms = 100;

/** What reading alarms needs of one invocation. */
export interface AlarmsWorld {
  /** Milliseconds that may still be spent on reading, by the real clock. */
  leftMs(): number;
  /** Told once for each alarm that could not be read. */
  onTrouble(alarmName: string, error: unknown): void;
}

/** Opens the reader of alarm states anew for one invocation: it batches what that reads. */
export type OpenAlarms = (world: AlarmsWorld) => Alarms;

interface CloudWatchAlarms extends AlarmsWorld {
  /** Kept for the life of the process, with `readingClient` settings. */
  readonly client: Pick<CloudWatchClient, 'send'>;
}

/**
 * Alarm states with DescribeAlarms, a hundred alarms a call: metric alarms and composite ones. Never rejects.
 * Why: docs/decisions/0004.
 */
export function cloudWatchAlarms({ client, leftMs, onTrouble }: CloudWatchAlarms): Alarms {
  const load = batchLoader<string, AlarmState>({
    most: mostAlarms,
    nameOf: (name) => name,
    groupOf: () => '',
    load: (names) => describe(client, names, leftMs()),
    spoils: isInvalidCall,
  });
  return {
    async state(alarmName) {
      try {
        return await load(alarmName);
      } catch (error) {
        onTrouble(alarmName, error);
        return null;
      }
    },
  };
}

async function describe(
  client: Pick<CloudWatchClient, 'send'>,
  names: readonly string[],
  leftMs: number,
): Promise<ReadonlyMap<string, AlarmState>> {
  return readWithin(leftMs, async (signal) => {
    const states = new Map<string, AlarmState>();
    let NextToken: string | undefined;
    do {
      const command = new DescribeAlarmsCommand({
        AlarmNames: [...names],
        AlarmTypes: ['MetricAlarm', 'CompositeAlarm', 'LogAlarm'],
        MaxRecords: mostAlarms,
        NextToken,
      });
      const output = await client.send(command, { abortSignal: signal });
      for (const alarm of [output.MetricAlarms, output.CompositeAlarms, output.LogAlarms].flatMap(
        (list) => list ?? [],
      )) {
        if (alarm.AlarmName && alarm.StateValue) states.set(alarm.AlarmName, alarm.StateValue);
      }
      NextToken = output.NextToken;
    } while (NextToken);
    return states;
  });
}
