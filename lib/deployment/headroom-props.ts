import type { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import type { IPeer } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { SinkInput } from '../../core/sinks/sink-kinds.ts';
import type { GrantBy } from './grant-by.ts';
import type { NetworkProps } from './network.ts';

/** What may be said of a deployment of Headroom. */
export interface HeadroomProps extends NetworkProps {
  /**
   * Tells this deployment from others in the account and Region; its alarms are called `<deployment>/<scalable>`.
   * @default headroom
   */
  readonly deploymentName?: string;
  /**
   * What becomes of the table, with every decision in it, when the stack is deleted.
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;
  /**
   * A key of your own for the table.
   * @default - a key that DynamoDB owns
   */
  readonly encryptionKey?: IKey;
  /**
   * Where S3 is reached on 443, where that is not by `awsPeer`: the prefix list of its gateway endpoint. Functions answer
   * CloudFormation there.
   * @default - by awsPeer
   */
  readonly s3Peer?: IPeer;
  /**
   * How long the functions' logs are kept.
   * @default RetentionDays.ONE_MONTH
   */
  readonly logRetention?: RetentionDays;
  /**
   * Whether the right to scale, balance or purge something is given by its name, which a role has room for about 50 times, or
   * to all that carry the tag `headroom-deployment` with the name of this deployment.
   * @default name
   */
  readonly grantBy?: GrantBy;
  /**
   * How long changes of content are gathered before the purger is woken, beside each purge's own `quietSeconds`; 300 seconds
   * at most. A person's purge by hand waits for neither.
   * @default Duration.seconds(5)
   */
  readonly purgeWindow?: Duration;
  /**
   * The accounts whose events "Content Changed" are heard; name your own too where others are meant. Which accounts may
   * send to the bus is for its own policy to say.
   * @default - the account of the deployment
   */
  readonly contentFrom?: readonly string[];
  /**
   * What the alarms on Headroom itself do, e.g. `new SnsAction(topic)`.
   * @default - nothing: they are on the dashboard, nobody is told, and synth warns of it
   */
  readonly alarmActions?: readonly IAlarmAction[];
  /**
   * Where the runbooks are that every alarm names, an address such as `https://wiki.example.com/headroom/`: a copy of this
   * package's `docs/runbooks`.
   * @default - the folder in the package, as an app has it installed
   */
  readonly runbooks?: string;
  /**
   * Where the numbers of every decision are sent beside the log: `prometheusSink(...)`, `datadogSink(...)`. Three at most.
   * @default - nowhere
   */
  readonly sinks?: readonly SinkInput[];
  /**
   * Whether there is a dashboard, and one in each stack that has scalables. Each costs $3 a month beyond the three that are free.
   * @default true
   */
  readonly dashboard?: boolean;
  /**
   * Whether the Lambda console offers test events for `resource-allocator`, shared in the account.
   * @default - true, and false where `local`
   */
  readonly testEvents?: boolean;
  /**
   * For the local AWS emulator, account 000000000000 alone: "now" is read from the table, so that a day can be replayed in
   * seconds, and what the emulator lacks (EventBridge Schemas) is left out. Synth refuses it for any other account.
   * @default false
   */
  readonly local?: boolean;
}
