import type { Outcome } from '../../../../core/model/outcome.ts';
import type { Term } from '../../../../core/ports.ts';
import type { TargetConfig, TargetKind } from '../../../../core/scaling/config/target-kinds.ts';
import type { Desired } from '../../../../core/scaling/desired.ts';
import type { FoundState, FoundTold } from '../../../../core/scaling/found.ts';
import type { Capacity, Rival } from '../../../../core/scaling/observation.ts';
import type { PoolSet } from '../../../../core/scaling/pool/pool-set.ts';
import type { PoolTold } from '../../../../core/scaling/pool/pool-told.ts';
import type { PoolAsked } from '../../../../core/scaling/ports.ts';
import type { SizeStep } from '../../../../core/scaling/sizing/kept-size.ts';
import type { SizeChange, SizeTold } from '../../../../core/scaling/sizing/size-told.ts';

/** A target of one kind. */
export interface KindTarget<Kind extends TargetKind> {
  /**
   * Rejects with `Refusal` where the target is gone or cannot be scaled, with another error where it cannot be read.
   * `lastAsked` is what was asked for last, as far as that is remembered: see the port.
   */
  capacity(config: TargetConfig<Kind>, lastAsked?: number | null): Promise<Capacity>;
  /** What of AWS itself scales it too, as it is set up now. Rejects where that cannot be read. Left out where nothing can. */
  rivals?(config: TargetConfig<Kind>): Promise<readonly Rival[]>;
  /** Absolute and idempotent. What AWS does not accept is `refused`; what broke on the way is `failed`. */
  setCapacity(config: TargetConfig<Kind>, desired: Pick<Desired, 'units'>, term: Term): Promise<Outcome>;
  /** How it is set, of which Headroom changes bounds; null, or left out, where it changes none. Rejects where that cannot be read. */
  found?(config: TargetConfig<Kind>): Promise<FoundTold | null>;
  /** One step towards how it was found, absolute and idempotent: once `found` tells the same state, it is done. */
  putBack?(config: TargetConfig<Kind>, state: FoundState, term: Term): Promise<Outcome>;
  /** The pool of prepared units beside it. Rejects where it cannot be read. Left out where targets of the kind have none. */
  pool?(config: TargetConfig<Kind>, asked: PoolAsked): Promise<Omit<PoolTold, 'of'>>;
  /** As `setCapacity`; null takes the pool away. */
  setPool?(config: TargetConfig<Kind>, set: PoolSet | null, term: Term): Promise<Outcome>;
  /**
   * How big its units are, with the change that was asked for and has not ended. Rejects where it cannot be read. Left out where
   * units of the kind have no size.
   */
  size?(config: TargetConfig<Kind>, step?: SizeStep | null): Promise<Omit<SizeTold, 'of'>>;
  /** As `setCapacity`; has units replaced without capacity ever falling. See the port. */
  setSize?(config: TargetConfig<Kind>, change: SizeChange, term: Term): Promise<Outcome>;
}

/** The same as its kind has it: it takes for granted that what it is asked of is in Headroom's own account. */
export interface NamedTarget<Kind extends TargetKind> extends KindTarget<Kind> {
  /** What one is called for people, e.g. `the ECS service "web" in the cluster "shop"`. */
  tell(config: TargetConfig<Kind>): string;
}

/** A client of one service in each Region: one that reads and one that acts. */
export interface RegionalClients<Client> {
  /** Retries by itself (`readingClient`). Null is the Region that Headroom runs in. */
  reader(region: string | null): Client;
  /** Never retries by itself (`actingClient`). */
  actor(region: string | null): Client;
}

/** What targets of every kind need of one invocation. */
export interface TargetWorld {
  /** The account that Headroom runs in; null where it is not known. */
  readonly account: string | null;
  /** Milliseconds that may still be spent on reading, by the real clock. */
  leftMs(): number;
  /** From 0 up to 1, to spread retries. */
  random(): number;
}

/** The same with the clients of one kind. */
export interface ClientsWorld<Client> extends TargetWorld {
  readonly clients: RegionalClients<Client>;
}

/** Makes the targets of one kind anew for one invocation: they batch what it reads. */
export type MakeTarget<Kind extends TargetKind> = (world: TargetWorld) => KindTarget<Kind>;
export type MakeNamedTarget<Kind extends TargetKind> = (world: TargetWorld) => NamedTarget<Kind>;
