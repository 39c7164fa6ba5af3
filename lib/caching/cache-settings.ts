import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { ISecurityGroup, IVpc } from 'aws-cdk-lib/aws-ec2';
import type { EventPattern } from 'aws-cdk-lib/aws-events';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { NodesInput } from '../../core/caching/config/cache-nodes.ts';
import type { CacheLogin } from '../../core/caching/config/cache-server.ts';
import type { MissCostInput } from '../../core/caching/config/miss-cost.ts';
import type { NetworkProps } from '../deployment/network.ts';

/** Nodes of ElastiCache that are made for a cache: they take TLS alone, and keep nothing in the clear. */
export interface CacheNodes extends NodesInput {
  /**
   * The key for what is kept on disks.
   * @default - a key that ElastiCache owns
   */
  readonly encryptionKey?: IKey;
}

/** A password in Secrets Manager. */
interface PasswordLogin {
  readonly kind: 'password';
  readonly secret: ISecret;
  /**
   * The field of its JSON.
   * @default - the secret is the password
   */
  readonly secretField?: string;
  /** @default - the one that a password alone means */
  readonly user?: string;
}

/** A login by IAM, of a user that is there already. */
interface IamLogin extends Omit<Extract<CacheLogin, { readonly kind: 'iam' }>, 'isServerless'> {
  /** @default false */
  readonly isServerless?: boolean;
}

/** A Redis or Valkey that is there already. */
export interface ExistingCache {
  /** The primary endpoint, or that of the configuration of a cluster. */
  readonly host: string;
  /** @default 6379 */
  readonly port?: number;
  /**
   * Whether keys are spread over several nodes.
   * @default false
   */
  readonly cluster?: boolean;
  /** @default true */
  readonly tls?: boolean;
  /**
   * How clients log in.
   * @default - no login: it lets in whoever reaches it
   */
  readonly login?: IamLogin | PasswordLogin;
  /**
   * The security groups of the cache. The function that invalidates is let in.
   * @default - it is let in already
   */
  readonly securityGroups?: readonly ISecurityGroup[];
}

/** Rows that values of a cache are made of. */
export interface CachedRows {
  /** With a stream, of whichever view: keys alone will do where patterns name nothing else. */
  readonly table: ITable;
  /**
   * The keys of the cache that a row has a part in, attributes in brackets: `order/{id}`.
   * @default - none
   */
  readonly keys?: readonly string[];
  /**
   * The tags of values that it has a part in: `customer/{customer}`.
   * @default - none
   */
  readonly tags?: readonly string[];
}

/** A cache, and what tells that values in it are old. Give `nodes`, or what is `existing`. */
export interface CacheProps extends NetworkProps {
  /**
   * What is made.
   * @default - nothing: it is `existing`
   */
  readonly nodes?: CacheNodes;
  /**
   * What is there already.
   * @default - nothing: `nodes` are made
   */
  readonly existing?: ExistingCache;
  /**
   * Tables of DynamoDB whose changed rows are taken out of the cache, by their streams.
   * @default - none
   */
  readonly tables?: readonly CachedRows[];
  /**
   * Events of the default bus that have `keys`, or `detail.keys`, in their detail: "Cache Keys Changed".
   * @default - none
   */
  readonly events?: readonly EventPattern[];
  /**
   * Whether there is a queue for the relay of an outbox, which sends `{ "cache": "orders", "keys": ["order/17"] }` to it.
   * @default false
   */
  readonly outbox?: boolean;
  /**
   * What a miss costs the database: told, or computed from what diagnosing finds of it. With it the count of node groups that
   * pays is published each minute, for `cache.nodeGroupsThatPay()`.
   * @default - not known
   */
  readonly missCost?: MissCostInput;
  /**
   * Whether what was used longest ago is taken out before fewer node groups are said to pay, so that they hold all that is left.
   * For a scalable that acts: where nobody takes nodes away, values would be lost for nothing.
   * @default false
   */
  readonly shrinksFirst?: boolean;
  /**
   * Where nodes are made, and where the function that invalidates stands.
   * @default - that of Headroom, where it has one
   */
  readonly vpc?: IVpc;
  /**
   * The security groups of the function that invalidates. Headroom changes no rules of a group that you give.
   * @default - one that lets traffic out to the cache and to AWS alone
   */
  readonly securityGroups?: readonly ISecurityGroup[];
  /**
   * Where nodes, function and grants are made. They depend on Headroom.
   * @default - the scope that Headroom is in
   */
  readonly scope?: Construct;
}
