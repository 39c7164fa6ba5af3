import type { TargetConfig } from './config/target-kinds.ts';

/** The Application Load Balancer and its target group that requests come by, as CloudWatch's dimensions name them. */
export interface Behind {
  /** e.g. `app/web/50dc6c495c0c9188` */
  readonly loadBalancer: string;
  /** e.g. `targetgroup/web/73e2d6bc24d8a067` */
  readonly targetGroup: string;
}

/** Something of an account that could be scaled. */
export interface FoundFleet {
  readonly target: TargetConfig;
  /** Units that it is asked to have now. */
  readonly asked: number;
  /** Bounds that it has already; null where nothing sets any. */
  readonly limits: { readonly min: number; readonly max: number } | null;
  /** Null where no Application Load Balancer stands before it. */
  readonly behind: Behind | null;
  /** Whose `CPUUtilization` tells how busy its units are, and how often at the least. */
  readonly cpu: {
    readonly namespace: string;
    readonly dimensions: Record<string, string>;
    readonly periodSeconds: number;
  };
  /** Why it should not be scaled; null where it may be. */
  readonly notBecause: string | null;
}
