import { InvalidInput } from '../model/errors.ts';

const minuteMs = 60_000;
/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutAlarmMuteRule.html */
const [leastMinutes, mostMinutes] = [1, 15 * 1440];
/** Alarms that one rule names. */
const mostAlarms = 100;

/** From when until when nobody is called: whole minutes, since a rule begins at one. */
export interface MutedTime {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** The next whole minutes, as many as `forMs` has. Throws `InvalidInput` where that is none, or more than 15 days. */
export function mutedTime(nowMs: number, forMs: number): MutedTime {
  const minutes = Math.ceil(forMs / minuteMs);
  if (minutes < leastMinutes || minutes > mostMinutes)
    throw new InvalidInput('--for', 'is too short or too long; give 1m to 15d: a mute always ends');
  const fromMs = Math.ceil(nowMs / minuteMs) * minuteMs;
  return { fromMs, untilMs: fromMs + minutes * minuteMs };
}

/** An alarm, and all that it does in any of its states. */
export interface ActingAlarm {
  readonly name: string;
  readonly actions: readonly string[];
}

export interface Mutable {
  readonly mute: readonly string[];
  /** What goes on acting, and why. */
  readonly kept: readonly { readonly name: string; readonly because: string }[];
}

/**
 * Which alarms may be muted: those that only tell people. A rule mutes every action of an alarm, so one that also wakes a look,
 * calls a function or changes a capacity would leave the service alone for as long; it is never muted.
 */
export function mutableAlarms(alarms: readonly ActingAlarm[], wakingTopics: readonly string[]): Mutable {
  const acting = alarms.filter(({ actions }) => actions.length > 0);
  const judged = acting.map(({ name, actions }) => ({
    name,
    waking: actions.find((action) => !/^arn:[\w-]+:sns:/.test(action) || wakingTopics.includes(action)),
  }));
  return {
    mute: judged.filter(({ waking }) => waking === undefined).map(({ name }) => name),
    kept: judged.flatMap(({ name, waking }) =>
      waking === undefined ? [] : [{ name, because: `it acts on ${waking}, and more than people would miss that` }],
    ),
  };
}

/** What the names of the rules of a deployment begin with. */
const muteRules = (deployment: string): string => `${deployment}-mute-`;

/** One rule for each hundred alarms, by names of its own, so that muting once more writes over them. */
export function rulesFor(deployment: string, service: string, alarms: readonly string[]) {
  return Array.from({ length: Math.ceil(alarms.length / mostAlarms) }, (_, index) => ({
    name: `${muteRules(deployment)}${service}${index === 0 ? '' : `:${index + 1}`}`,
    alarms: alarms.slice(index * mostAlarms, (index + 1) * mostAlarms),
  }));
}

/** The service that a rule of a deployment mutes; null where it is none. */
export function mutedBy(deployment: string, rule: string): string | null {
  const prefix = muteRules(deployment);
  return rule.startsWith(prefix) ? (rule.slice(prefix.length).split(':', 1)[0] ?? null) : null;
}

/** When a rule acts, as CloudWatch takes it. */
export function scheduleOf({ fromMs, untilMs }: MutedTime) {
  const minutes = (untilMs - fromMs) / minuteMs;
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  const time = `${hours > 0 ? `${hours}H` : ''}${rest > 0 ? `${rest}M` : ''}`;
  return {
    Expression: `at(${new Date(fromMs).toISOString().slice(0, 16)})`,
    Duration: `P${days > 0 ? `${days}D` : ''}${time === '' ? '' : `T${time}`}`,
    Timezone: 'UTC',
  };
}
