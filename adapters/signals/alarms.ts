import * as z from 'zod/mini';
import type { Call } from '../../core/looking/deliver.ts';
import type { AlarmState } from '../../core/model/signal.ts';
import { sentAtMs } from './sent-at-ms.ts';
import { idOf, type Shape, shape, type Wrapping } from './shape.ts';

const alarmName = z.string().check(z.minLength(1), z.maxLength(255));
const stateValue = z.enum(['ALARM', 'OK', 'INSUFFICIENT_DATA']);
const time = z.nullish(z.string());
const state = z.object({ value: stateValue, timestamp: time });

function alarm(name: string, value: AlarmState, id: string, atMs: number | null, { dryRun }: Wrapping): Call {
  return { signal: { kind: 'alarm', id, atMs, dryRun, alarmName: name, state: value }, content: null };
}

/** What an alarm's Lambda action sends, for metric and composite alarms and their contributors. */
const alarmAction = shape(
  'alarm-action',
  z.object({ source: z.literal('aws.cloudwatch'), time, alarmData: z.object({ alarmName, state }) }),
  ({ alarmData, time }, wrapping) =>
    alarm(
      alarmData.alarmName,
      alarmData.state.value,
      idOf(undefined, wrapping),
      sentAtMs(alarmData.state.timestamp, time),
      wrapping,
    ),
);

const alarmDetailTypes = ['CloudWatch Alarm State Change', 'CloudWatch Alarm Contributor State Change'] as const;

/** What CloudWatch sends to the default event bus. */
const alarmEvent = shape(
  'alarm-event',
  z.object({
    id: z.optional(z.string()),
    source: z.literal('aws.cloudwatch'),
    'detail-type': z.enum(alarmDetailTypes),
    time,
    detail: z.object({ alarmName, state }),
  }),
  ({ id, time, detail }, wrapping) =>
    alarm(detail.alarmName, detail.state.value, idOf(id, wrapping), sentAtMs(detail.state.timestamp, time), wrapping),
);

/** What an alarm's SNS action publishes: a JSON text with keys of its own. */
const alarmNotification = shape(
  'alarm-notification',
  z.object({ AlarmName: alarmName, NewStateValue: stateValue, StateChangeTime: time }),
  ({ AlarmName, NewStateValue, StateChangeTime }, wrapping) =>
    alarm(AlarmName, NewStateValue, idOf(undefined, wrapping), sentAtMs(StateChangeTime), wrapping),
);

/** The three ways in which CloudWatch tells of an alarm. */
export const alarms: readonly Shape<Call>[] = [alarmAction, alarmEvent, alarmNotification];
