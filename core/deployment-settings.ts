import * as z from 'zod/mini';
import { InvalidInput } from './model/errors.ts';
import { readAll } from './schema/all-faults.ts';
import { kmsKeyArn, peer, roleName } from './schema/aws-names.ts';
import { orNull } from './schema/fields.ts';
import { networkFields } from './schema/network.ts';
import { shown } from './schema/shown.ts';

/** What a config file says of the deployment itself. */
export interface DeploymentSettings {
  /**
   * Who is told by the alarms on Headroom itself: SNS topics, by name where they are in this account and Region, else by ARN.
   * @default - nobody; synth warns of it
   */
  readonly alarmActions?: readonly string[];
  /**
   * Where the runbooks are that every alarm names, e.g. `https://wiki.example.com/headroom/`.
   * @default - the folder in the package
   */
  readonly runbooks?: string;
  /**
   * What becomes of the table, with every decision in it, when the stack is deleted.
   * @default retain
   */
  readonly removalPolicy?: 'retain' | 'destroy';
  /**
   * The ARN of a KMS key of your own for the table.
   * @default - a key that DynamoDB owns
   */
  readonly encryptionKeyArn?: string;
  /**
   * How long the functions' logs are kept, days.
   * @default 30
   */
  readonly logRetentionDays?: number;
  /**
   * Whether there is a dashboard. It costs $3 a month beyond the three that are free.
   * @default true
   */
  readonly dashboard?: boolean;
  /**
   * Whether the right to scale, balance or purge something is given by its name, which a role has room for about 50 times, or
   * to all that carry the tag `headroom-deployment` with the name of this deployment.
   * @default name
   */
  readonly grantBy?: 'name' | 'tag';
  /**
   * How long changes of content are gathered before the purger is woken, seconds; 300 at most.
   * @default 5
   */
  readonly purgeWindowSeconds?: number;
  /**
   * The accounts whose events "Content Changed" are heard; name your own too where others are meant.
   * @default - the account of the deployment
   */
  readonly contentFrom?: readonly string[];
  /**
   * Whether the Lambda console offers test events, shared in the account.
   * @default true
   */
  readonly testEvents?: boolean;
  /**
   * The VPC that all functions stand in, by the names of what is there; `s3Peer` is where S3 is reached on 443, where that is not by
   * `awsPeer`.
   * @default - none: they stand in no network of the account
   */
  readonly network?: NetworkInput;
  /**
   * Roles of this account, by name, that may read all that the command line reads.
   * @default - none
   */
  readonly readers?: readonly string[];
  /**
   * Roles of this account, by name, that may do all that the command line does.
   * @default - none
   */
  readonly operators?: readonly string[];
}

export const networkSchema = z.strictObject({
  ...networkFields,
  /** Where S3 is reached on 443, where that is not by `awsPeer`. */
  s3Peer: orNull(peer()),
});
type NetworkInput = z.input<typeof networkSchema>;

/** What a config file says of a network, with what it leaves out; it has been checked. */
export function networkSaid(network: NetworkInput): z.output<typeof networkSchema> {
  return networkSchema.parse(network);
}

/** What CloudWatch takes: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const retentionDays = [
  ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731],
  ...[1096, 1827, 2192, 2557, 2922, 3288, 3653],
];
const topic = /^(?:[\w-]{1,256}|arn:aws[\w-]*:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256})$/;

const roles =
  'give names of roles of this account; one of IAM Identity Center (AWSReservedSSO_...) is granted to by its permission set, with the statements of docs/permissions.md';

/** What a setting must be, in words that end "is not accepted; ..."; null where it is that. */
type Check = (value: unknown) => string | null;

const must =
  (holds: (value: unknown) => boolean, fix: string): Check =>
  (value) =>
    holds(value) ? null : fix;
const all = (holds: (value: unknown) => boolean) => (value: unknown) => Array.isArray(value) && value.every(holds);
const isBy = (schema: z.ZodMiniType) => (value: unknown) => schema.safeParse(value).success;
const isWhole = (most: number) => (value: unknown) =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most;
const matches = (pattern: RegExp) => (value: unknown) => typeof value === 'string' && pattern.test(value);

const checks: { readonly [Name in keyof DeploymentSettings]-?: Check } = {
  alarmActions: must(all(matches(topic)), "give names or ARNs of SNS topics, e.g. ['on-call']"),
  runbooks: must(matches(/^https?:\/\/\S+$/), 'give an address, e.g. https://wiki.example.com/headroom/'),
  removalPolicy: must((value) => value === 'retain' || value === 'destroy', "write 'retain' or 'destroy'"),
  encryptionKeyArn: must(isBy(kmsKeyArn()), 'give the ARN of a KMS key, arn:aws:kms:<region>:<account>:key/<id>'),
  logRetentionDays: must(
    (value) => retentionDays.some((days) => days === value),
    `CloudWatch takes ${retentionDays.join(', ')}`,
  ),
  dashboard: must((value) => typeof value === 'boolean', 'write true or false'),
  grantBy: must((value) => value === 'name' || value === 'tag', "write 'name' or 'tag'"),
  purgeWindowSeconds: must(isWhole(300), 'SQS takes whole seconds, 300 at most'),
  contentFrom: must(all(matches(/^\d{12}$/)), "give accounts, e.g. ['111122223333']"),
  testEvents: must((value) => typeof value === 'boolean', 'write true or false'),
  network: must(isBy(networkSchema), 'give { vpcId, subnetIds }, and what functions may reach there'),
  readers: must(all(isBy(roleName())), roles),
  operators: must(all(isBy(roleName())), roles),
};

export const settingNames = Object.keys(checks) as readonly (keyof DeploymentSettings)[];

/** Reads what a config file says of the deployment itself. Throws `InvalidInput` naming the field, the value and the fix. */
export function parseSettings(input: Readonly<Record<string, unknown>>): DeploymentSettings {
  const given = settingNames.filter((name) => input[name] !== undefined);
  readAll(given, (name) => {
    const fix = checks[name](input[name]);
    if (fix !== null) throw new InvalidInput(name, `${shown(input[name])} is not accepted; ${fix}`);
  });
  return Object.fromEntries(given.map((name) => [name, input[name]]));
}
