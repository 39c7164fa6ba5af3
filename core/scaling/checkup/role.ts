import { type Found, ofTold, ok, type Told, trouble, unknown, warning } from '../../model/verdict.ts';

/** Whose rights are asked about. */
export interface Actor {
  /** The ARN of a role or user. */
  readonly arn: string;
  /** The role of the deployment's own function, or else whoever asks, in its place. */
  readonly is: 'allocator' | 'caller';
}

/** What IAM says of one action on one resource. */
export interface Permitted {
  readonly action: string;
  /** `allowed`, or by what it is not. */
  readonly decision: string;
}

/** Whether what is granted by a deploy has been deployed. */
interface Deployed {
  readonly isDeployed: boolean;
}

/** What the role that scales may do of what it has to. Of anybody else's rights this is only a remark. */
export function foundOfRole(
  actor: Told<Actor>,
  permitted: Told<readonly Permitted[]>,
  { isDeployed }: Deployed,
): readonly Found[] {
  return ofTold(actor, (who) =>
    ofTold(permitted, (all) => {
      const refused = all.filter(({ decision }) => decision !== 'allowed');
      if (refused.length === 0) return [ok(`${tell(who)} may ${all.map(({ action }) => action).join(' and ')}`)];
      const told = refused.map(({ action, decision }) => `${action} (${decision})`).join(' and ');
      const says = `${tell(who)} may not ${told}`;
      if (who.is === 'caller')
        return [
          warning(`${says}; a deploy grants it to a role of its own, unless a policy of the organisation denies it`),
        ];
      if (!isDeployed) return [unknown('it is not deployed yet, and the deploy is what grants it')];
      return [
        trouble(
          `${says}; what a deploy granted has gone since, which the drift of the stack tells, or a boundary or the organisation denies it`,
        ),
      ];
    }),
  );
}

function tell({ arn, is }: Actor): string {
  return is === 'allocator'
    ? `its role ${arn.split('/').at(-1)}`
    : `you (${arn}), asked in place of the role that is not deployed yet,`;
}
