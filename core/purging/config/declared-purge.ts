import * as z from 'zod/mini';
import { kmsKeyArn, secretArn } from '../../schema/aws-names.ts';
import { declaredEvent } from '../../schema/declared-event.ts';
import { orNull, text } from '../../schema/fields.ts';
import { oneOf, withBeside } from '../../schema/one-of.ts';
import type { Section } from '../../schema/section.ts';
import { isRecord, readBy, takeApart } from '../../schema/take-apart.ts';
import { within } from '../../schema/within.ts';
import { cdnSchemas } from './cdn-kinds.ts';
import { parsePurge } from './parse-purge.ts';
import { type PurgeConfig, type PurgeInput, purgeSchema } from './purge.ts';

/** What says that all of `onDeploy` has changed. */
const releaseKinds = {
  /** A pipeline of CodePipeline that has succeeded. */
  pipeline: z.strictObject({
    /** The name of the pipeline. */
    pipelineName: text(),
  }),
  /** A deployment of CodeDeploy that has succeeded. */
  'deployment-group': z.strictObject({
    /** The name of the application. */
    applicationName: text(),
    /** The name of the deployment group. */
    deploymentGroupName: text(),
  }),
  /** Any event of the default bus. */
  event: declaredEvent(),
};

/** What a config file says of a purge that is not stored, but goes into what is deployed. */
const beside = z.strictObject({
  /** What says that all of `onDeploy` has changed. */
  purgeOn: z._default(z.array(oneOf(releaseKinds)), []),
  /** When `onDeploy` is purged regularly; null for never. */
  schedule: orNull(
    z.string().check(z.regex(/^(rate|cron)\([^()]+\)$/, 'not a schedule; give rate(1 hour) or cron(0 6 * * ? *)')),
  ),
});

const besideCdn = z.strictObject({
  /** The KMS key of the secret, where it has one of its own. */
  secretKeyArn: orNull(kmsKeyArn()),
});

/** A name of a secret would do for the purger, and not for what it is granted. */
const secretWhole = z.object({ secretArn: secretArn() });

type CdnInput = PurgeInput['cdn'];
type WithKey<Cdn> = Cdn extends { readonly secretArn: string } ? Cdn & z.input<typeof besideCdn> : Cdn;

/** One purge as a config file says it. */
type DeclaredPurgeInput = Omit<PurgeInput, 'cdn'> & z.input<typeof beside> & { readonly cdn: WithKey<CdnInput> };

/** A purge as it is deployed. */
export interface DeclaredPurge extends Readonly<z.output<typeof beside>> {
  readonly config: PurgeConfig;
  /** The key of the secret that holds the CDN's; null where that has none of its own, and where there is no secret. */
  readonly secretKeyArn: string | null;
}

export type Release = DeclaredPurge['purgeOn'][number];

/** Two purges of one CDN take nothing from each other. */
export const purges: Section<DeclaredPurgeInput, DeclaredPurge> = {
  parse,
  written: () =>
    z.extend(purgeSchema, {
      ...beside.shape,
      /** What caches, by its kind. */
      cdn: oneOf(withBeside(cdnSchemas, keysOf(cdnSchemas))),
    }),
  own: () => [],
  tell: ({ config: { mode, cdn, buckets } }) =>
    `${mode}, ${cdn.kind}${buckets.map(({ bucket }) => `, bucket ${bucket}`).join('')}`,
};

/** Those that have a secret may name its key. */
function keysOf(kinds: Readonly<Record<string, z.ZodMiniObject>>): Record<string, z.ZodMiniObject> {
  const secret = Object.entries(kinds).filter(([, { shape }]) => 'secretArn' in shape);
  return Object.fromEntries(secret.map(([kind]) => [kind, besideCdn]));
}

/** Reads one purge of a config file. Throws `InvalidInput` naming the field, the value and the fix. */
function parse(purge: string, input: unknown): DeclaredPurge {
  const { named, rest } = takeApart(beside, input);
  const cdn = isRecord(rest) ? rest.cdn : undefined;
  const hasSecret = isRecord(cdn) && 'secretArn' in cdn;
  const key = hasSecret ? takeApart(besideCdn, cdn) : { named: {}, rest: cdn };
  const config = parsePurge(purge, isRecord(rest) ? { ...rest, cdn: key.rest } : rest);
  const { secretKeyArn } = within('cdn', () => {
    if (hasSecret) readBy(secretWhole, cdn);
    return readBy(besideCdn, key.named);
  });
  return { ...readBy(beside, named), config, secretKeyArn };
}
