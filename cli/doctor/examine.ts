import { topicSubscribers } from '../../adapters/alerting/topic-subscribers.ts';
import type { AccountReader } from '../../adapters/aws/account-reader.ts';
import { type DeployedAlarms, deployedAlarms } from '../../adapters/scaling/checkup/alarms.ts';
import { permitted, whoActs } from '../../adapters/scaling/checkup/role.ts';
import { keyspaceNetwork } from '../../adapters/sharding/checkup/network.ts';
import { foundOfTopic } from '../../core/alerting/heard-by-nobody.ts';
import { type Found, gravestFirst, ofTold, type Told, trouble, type Verdict } from '../../core/model/verdict.ts';
import type { Source } from '../../core/readings/series.ts';
import { foundOfOwn, foundOfToldBefore, foundOfWaking } from '../../core/scaling/checkup/alarms.ts';
import { type Actor, foundOfRole } from '../../core/scaling/checkup/role.ts';
import { describingActions, observingActions } from '../../core/scaling/config/observing.ts';
import type { ScalableConfig } from '../../core/scaling/config/scalable.ts';
import { foundOfEndpoints } from '../../core/sharding/checkup/endpoints.ts';
import { examineScalable } from './examine-scalable.ts';
import { examineService } from './examine-service.ts';
import type { Subjects } from './subjects-of.ts';

/** What is examined, and with what. */
export interface Examination {
  readonly deployment: string;
  readonly subjects: Subjects;
  /** Who will be told by the alarms of a config file; null where no file is examined. */
  readonly alarmActions: readonly string[] | null;
  /** What is deployed under the same name; null where nothing is. */
  readonly deployed: Subjects | null;
  readonly account: string;
  readonly region: string | null;
  readerIn(region: string | null): AccountReader;
  /** What the readings of services are in, as whoever asks may read it. */
  readonly source: Source;
  readonly nowMs: number;
  readonly abortSignal: AbortSignal;
  /** Told how many subjects are done. */
  onProgress(done: number, total: number, subject: string): void;
}

/** Subjects that are asked about at once; IAM and Auto Scaling hold those back that ask for more. */
const atOnce = 8;

/** Everything that is found, what needs somebody first. It asks, and changes nothing. */
export async function examine(examination: Examination): Promise<readonly Verdict[]> {
  const { deployment, subjects, deployed, region, readerIn, abortSignal } = examination;
  const reader = readerIn(region);
  const configs = new Map(deployed?.scalables.map((config) => [config.scalable, config]));
  const named = [...configs.values()].flatMap(alarmsOf);
  const [actor, alarms] = await Promise.all([
    whoActs(reader, deployment, abortSignal),
    deployed === null ? null : deployedAlarms(reader, deployment, named, abortSignal),
  ]);
  const isDeployed = (scalable: string) => configs.has(scalable);
  const roleArn = 'told' in actor && actor.told.is === 'allocator' ? actor.told.arn : null;
  const beside = { ...examination, actor, isDeployed, acting: { deployment, roleArn } };
  const ofScalables = subjects.scalables.map((config) => ({
    subject: config.scalable,
    examine: async () => [
      ...(await examineScalable(config, beside)),
      ...waking(configs.get(config.scalable), alarms, region),
    ],
  }));
  const ofKeyspaces = subjects.keyspaces.map((subject) => ({
    subject,
    examine: async () => {
      const network = await keyspaceNetwork(reader, deployment, subject, abortSignal);
      return verdicts('endpoints', subject, ofTold(network, foundOfEndpoints));
    },
  }));
  const { source, nowMs } = examination;
  const ofServices = subjects.services.map((config) => ({
    subject: config.service,
    examine: () => examineService(config, source, nowMs),
  }));
  const found = [
    ...unusable(subjects),
    ...own(examination, alarms),
    ...(await heard(examination, alarms)),
    ...(await observing(actor, examination)),
    ...(await inTurn([...ofScalables, ...ofKeyspaces, ...ofServices], examination)),
  ];
  return gravestFirst(found);
}

function unusable({ unusable: all }: Subjects): readonly Verdict[] {
  return [...all].flatMap(([subject, because]) =>
    verdicts('config', subject, [trouble(`its config cannot be used: ${because}`, 'npx cdk deploy')]),
  );
}

function own({ alarmActions, region }: Examination, alarms: Told<DeployedAlarms> | null): readonly Verdict[] {
  if (alarms !== null)
    return verdicts(
      'alarms',
      null,
      ofTold(alarms, (told) => foundOfOwn(told.own, region)),
    );
  return alarmActions === null ? [] : verdicts('alarms', null, foundOfToldBefore(alarmActions));
}

/** Whether anybody hears the topics that alarms tell; where the alarms are not known, that is told of them. */
async function heard(
  { region, readerIn, abortSignal }: Examination,
  alarms: Told<DeployedAlarms> | null,
): Promise<readonly Verdict[]> {
  if (alarms === null || 'unknown' in alarms) return [];
  const asked = alarms.told.topics.map((arn) => topicSubscribers(readerIn(region), arn, abortSignal));
  const found = (await Promise.all(asked)).flatMap((one) => ofTold(one, (facts) => [foundOfTopic(facts, region)]));
  return verdicts('subscribers', null, found);
}

/** What a scalable is woken by, of the config that is deployed of it. */
function waking(
  config: ScalableConfig | undefined,
  alarms: Told<DeployedAlarms> | null,
  region: string | null,
): readonly Verdict[] {
  if (config === undefined || alarms === null) return [];
  const found = ofTold(alarms, (told) => foundOfWaking(alarmsOf(config), told.waking, region));
  return verdicts('alarms', config.scalable, found);
}

function alarmsOf({ alarmName, moreAlarmNames = [] }: ScalableConfig): readonly string[] {
  return alarmName === null ? [] : [alarmName, ...moreAlarmNames];
}

/** What the deployed role reads for all scalables. The rights of a person in its place are not checked for that. */
async function observing(actor: Told<Actor>, { deployed, readerIn, region, abortSignal }: Examination) {
  if ('unknown' in actor) return verdicts('role', null, foundOfRole(actor, { told: [] }, { isDeployed: true }));
  if (actor.told.is === 'caller') return [];
  const kinds = new Set(deployed?.scalables.map(({ target }) => target.kind));
  const described = [...kinds].flatMap((kind) => describingActions[kind] ?? []);
  const reads = { actions: [...observingActions, ...described], resourceArn: '*', tags: {} };
  const may = await permitted(readerIn(region), actor.told, reads, abortSignal);
  return verdicts('role', null, foundOfRole(actor, may, { isDeployed: true }));
}

function verdicts(check: string, subject: string | null, found: readonly Found[]): readonly Verdict[] {
  return found.map((one) => ({ ...one, check, subject }));
}

interface Work {
  readonly subject: string;
  examine(): Promise<readonly Verdict[]>;
}

/** Some at a time; the answers are in the order of the work. */
async function inTurn(all: readonly Work[], { onProgress }: Examination): Promise<readonly Verdict[]> {
  const answers: (readonly Verdict[])[] = all.map(() => []);
  const waiting = all.entries();
  let done = 0;
  const work = async () => {
    for (const [index, { subject, examine: ask }] of waiting) {
      answers[index] = await ask();
      onProgress(++done, all.length, subject);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return answers.flat();
}
