import type { Stack } from 'aws-cdk-lib';
import { InvalidInput } from '../../core/model/errors.ts';
import { floorRights } from '../../core/scaling/config/floor-rights.ts';
import { nativeScalingOf } from '../../core/scaling/config/native-scaling.ts';
import type { TargetConfig } from '../../core/scaling/config/target-kinds.ts';
import type { CapacityGrant, CapacityPermission, CapacityPrincipal } from './targets/scaling-target.ts';

const isRead = (action: string) => /:(Describe|Get|List)/.test(action);

/**
 * Grants what moving the minimum of a target takes, in place of what changing how many run would: what a target asks for to read
 * is granted, and what it asks for to change is kept back until it is known which minimum that is.
 */
export class FloorGrant implements CapacityGrant {
  private readonly grant: CapacityGrant;
  private readonly toChange: CapacityPermission[] = [];

  constructor(grant: CapacityGrant) {
    this.grant = grant;
  }

  get principal(): CapacityPrincipal | undefined {
    return this.grant.principal;
  }

  allow(permission: CapacityPermission): void {
    const reads = permission.actions.filter(isRead);
    const changes = permission.actions.filter((action) => !isRead(action));
    if (reads.length > 0) this.grant.allow({ ...permission, actions: reads });
    if (changes.length > 0) this.toChange.push({ ...permission, actions: changes });
  }

  /** Grants the rest, once it is known of which target. Throws `InvalidInput` where AWS does not scale it. */
  settle(target: TargetConfig, { partition, region, account }: Stack): void {
    const native = nativeScalingOf(target);
    if (native === null)
      throw new InvalidInput('beside', `AWS scales no targets of the kind ${target.kind}; leave it out`);
    const [first] = this.toChange;
    const { construct = null, reads = [] } = first ?? {};
    for (const right of floorRights(native, this.toChange, { partition, region, account })) {
      this.grant.allow({ ...right, construct, reads, askedBy: 'beside' });
    }
  }
}
