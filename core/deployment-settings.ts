import { InvalidInput } from './model/errors.ts';

/** What a config file says of the deployment itself. */
export interface DeploymentSettings {
  /**
   * Whom the alarms on Headroom itself tell: SNS topics, by name where they are in this account and Region, else by ARN.
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
}

/** What CloudWatch takes: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const retentionDays = [
  ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731],
  ...[1096, 1827, 2192, 2557, 2922, 3288, 3653],
];
const topic = /^(?:[\w-]{1,256}|arn:aws[\w-]*:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256})$/;
const key = /^arn:aws[\w-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/;

/** What a setting must be, in words that end "is not accepted; ..."; null where it is that. */
type Check = (value: unknown) => string | null;

const must =
  (holds: (value: unknown) => boolean, fix: string): Check =>
  (value) =>
    holds(value) ? null : fix;
const matches = (pattern: RegExp) => (value: unknown) => typeof value === 'string' && pattern.test(value);

const checks: { readonly [Name in keyof DeploymentSettings]-?: Check } = {
  alarmActions: must(
    (value) => Array.isArray(value) && value.every(matches(topic)),
    "give names or ARNs of SNS topics, e.g. ['on-call']",
  ),
  runbooks: must(matches(/^https?:\/\/\S+$/), 'give an address, e.g. https://wiki.example.com/headroom/'),
  removalPolicy: must((value) => value === 'retain' || value === 'destroy', "write 'retain' or 'destroy'"),
  encryptionKeyArn: must(matches(key), 'give the ARN of a KMS key, arn:aws:kms:<region>:<account>:key/<id>'),
  logRetentionDays: must(
    (value) => retentionDays.some((days) => days === value),
    `CloudWatch takes ${retentionDays.join(', ')}`,
  ),
  dashboard: must((value) => typeof value === 'boolean', 'write true or false'),
};

export const settingNames = Object.keys(checks) as readonly (keyof DeploymentSettings)[];

/** Reads what a config file says of the deployment itself. Throws `InvalidInput` naming the field, the value and the fix. */
export function parseSettings(input: Readonly<Record<string, unknown>>): DeploymentSettings {
  const given = settingNames.filter((name) => input[name] !== undefined);
  for (const name of given) {
    const fix = checks[name](input[name]);
    if (fix !== null) throw new InvalidInput(name, `${JSON.stringify(input[name])} is not accepted; ${fix}`);
  }
  return Object.fromEntries(given.map((name) => [name, input[name]]));
}
