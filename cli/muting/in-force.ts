import { endSilence, silencesOf } from '../../adapters/alerting/alertmanager.ts';
import { deleteMuteRule, muteRulesOf } from '../../adapters/alerting/mute-rules.ts';
import { counted } from '../../core/model/counted.ts';
import type { Muted } from './muted-places.ts';

/** Something that is muted, wherever that is. */
export interface InForce {
  readonly service: string;
  /** The name of a rule, or the id of a silence. */
  readonly name: string;
  readonly what: string;
  readonly alarms: readonly string[];
  /** Null where it has no end. */
  readonly untilMs: number | null;
  readonly says: string | null;
  /** Ends it before its time. */
  end(): Promise<void>;
}

/** All that is muted of a deployment, in the places that are meant. */
export async function mutedInForce(
  { cloudWatch, alertmanager }: Pick<Muted, 'cloudWatch' | 'alertmanager'>,
  deployment: string,
  signal: AbortSignal,
): Promise<readonly InForce[]> {
  const rules = cloudWatch === null ? [] : await muteRulesOf(cloudWatch, deployment, signal);
  const silences = alertmanager === null ? [] : await silencesOf(alertmanager, signal);
  return [
    ...rules.map((rule) => ({
      ...rule,
      what: `${counted(rule.alarms.length, 'alarm')} of CloudWatch`,
      end: async () => (cloudWatch === null ? undefined : deleteMuteRule(cloudWatch, rule.name, signal)),
    })),
    ...silences.map(({ id, ...silence }) => ({
      ...{ ...silence, name: id, alarms: [], what: 'its alerts in Alertmanager' },
      end: async () => (alertmanager === null ? undefined : endSilence(alertmanager, id, signal)),
    })),
  ];
}
