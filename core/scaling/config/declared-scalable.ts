import * as z from 'zod/mini';
import { text } from '../../schema/fields.ts';
import { oneOf, withBeside } from '../../schema/one-of.ts';
import type { Own, Section } from '../../schema/section.ts';
import { isRecord, readBy, takeApart } from '../../schema/take-apart.ts';
import { within } from '../../schema/within.ts';
import { parseScalable } from './parse-scalable.ts';
import { remarksOn } from './remarks.ts';
import { type ScalableConfig, type ScalableInput, scalableSchema } from './scalable.ts';
import { namesOf, tellTarget } from './target-identity.ts';
import { type TargetKind, targetKinds } from './target-kinds.ts';

/** What a config file may say of a target that is not stored, but goes into what is deployed. A kind without a line has nothing. */
const targetOptions = {
  'auto-scaling-group': z.strictObject({
    /** The launch template of the group, where the size of its instances may be changed. */
    launchTemplateId: z.optional(text()),
    /** The ARN of the role of its instances, handed on with the next version of that template. */
    instanceRoleArn: z.optional(text()),
  }),
  'ecs-service': z.strictObject({
    /** Whether Container Insights of the cluster tells how many tasks ran; looks count them otherwise. */
    containerInsights: z.optional(z.boolean()),
    /** Whether ECS publishes its metrics every 20 seconds for this service. */
    highResolution: z.optional(z.boolean()),
    /** Which task definitions the role may start; left out, the role may update the service to any. */
    narrowedTo: z.optional(
      z.strictObject({
        /** The family of those task definitions. */
        family: text(),
      }),
    ),
    /** What its tasks are made of, where their size may be changed and the service is known by its names alone. */
    sizedAs: z.optional(
      z.strictObject({
        /** The family of its task definitions. */
        family: text(),
        /** The ARNs of the roles that those name. */
        roleArns: z.array(text()),
      }),
    ),
  }),
  'kubernetes-workload': z.strictObject({
    /** Whether the API server of the cluster is reached from its VPC alone. */
    privateEndpoint: z.optional(z.boolean()),
    /** Whether the deployment makes the access entry by which the cluster knows the role; yes where it is left out. */
    accessEntry: z.optional(z.boolean()),
  }),
} satisfies { readonly [K in TargetKind]?: z.ZodMiniObject };

type OptionsByKind = typeof targetOptions;
export type TargetOptions<K extends TargetKind = TargetKind> = K extends keyof OptionsByKind
  ? Readonly<z.output<OptionsByKind[K]>>
  : Readonly<Record<never, never>>;

type TargetInput = ScalableInput['target'];
type WithOptions<Target> = Target extends { readonly kind: infer K extends TargetKind }
  ? Target & TargetOptions<K>
  : never;

/** One scalable as a config file says it. */
type DeclaredScalableInput = Omit<ScalableInput, 'target'> & { readonly target: WithOptions<TargetInput> };

/** A scalable as it is deployed. */
export interface DeclaredScalable {
  readonly config: ScalableConfig;
  readonly targetOptions: TargetOptions;
}

export const scalables: Section<DeclaredScalableInput, DeclaredScalable> = {
  parse,
  written: () =>
    z.extend(scalableSchema, {
      /** What is scaled, by its kind. */
      target: oneOf(withBeside(targetKinds, targetOptions)),
    }),
  own,
  tell: ({ config: { mode, bounds } }) => `${mode}, ${bounds.min} to ${bounds.max}`,
  remarks: ({ config }) => remarksOn(config),
};

/** Reads one scalable of a config file. Throws `InvalidInput` naming the field, the value and the fix. */
function parse(scalable: string, input: unknown): DeclaredScalable {
  const target = isRecord(input) ? input.target : undefined;
  const kind = isRecord(target) ? String(target.kind) : '';
  const schema: z.ZodMiniObject = Object.hasOwn(targetOptions, kind)
    ? targetOptions[kind as keyof OptionsByKind]
    : z.strictObject({});
  const { named, rest } = takeApart(schema, target);
  const config = parseScalable(scalable, isRecord(input) ? { ...input, target: rest } : input);
  const options = within('target', () => readBy(schema, named));
  return { config, targetOptions: options };
}

/** What a scalable has to itself. */
function own({ config: { scalable, target } }: DeclaredScalable): readonly Own[] {
  const does = `scale ${tellTarget(target)}, and would take turns at it`;
  return [{ field: 'target', who: scalable, place: JSON.stringify(namesOf(target)), does }];
}
