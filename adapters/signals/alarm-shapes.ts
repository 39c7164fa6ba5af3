import * as z from 'zod/mini';
import type { AlarmState, Signal } from '../../core/model/signal.ts';
import { sentAtMs } from './sent-at-ms.ts';
import { idOf, type Shape, shape, type Wrapping } from './shape.ts';

const alarmName = z.string().check(z.minLength(1), z.maxLength(255));
const stateValue = z.enum(['ALARM', 'OK', 'INSUFFICIENT_DATA']);
const time = z.optional(z.string());
const state = z.object({ value: stateValue, timestamp: time });

function alarm(name: string, value: AlarmState, id: string, atMs: number | null, wrapping: Wrapping): Signal {
  return { kind: 'alarm', id, atMs, dryRun: wrapping.dryRun, alarmName: name, state: value };
}

/** What an alarm's Lambda action sends, for metric and composite alarms and their contributors. */
export const alarmAction: Shape = shape(
  'a Lambda alarm action',
  (message) => 'alarmData' in message,
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
export const alarmEvent: Shape = shape(
  'an EventBridge event "CloudWatch Alarm State Change"',
  (message) => message.source === 'aws.cloudwatch' && 'detail-type' in message,
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
export const alarmNotification: Shape = shape(
  'an alarm notification by SNS',
  (message) => 'AlarmName' in message,
  z.object({ AlarmName: alarmName, NewStateValue: stateValue, StateChangeTime: time }),
  ({ AlarmName, NewStateValue, StateChangeTime }, wrapping) =>
    alarm(AlarmName, NewStateValue, idOf(undefined, wrapping), sentAtMs(StateChangeTime), wrapping),
);
