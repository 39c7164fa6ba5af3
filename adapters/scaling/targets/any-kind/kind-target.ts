import type { Outcome } from '../../../../core/model/outcome.ts';
import type { Term } from '../../../../core/ports.ts';
import type { TargetConfig, targetKinds } from '../../../../core/scaling/config/kinds.ts';
import type { Desired } from '../../../../core/scaling/desired.ts';
import type { Capacity } from '../../../../core/scaling/observation.ts';

/** A target of one kind. */
export interface KindTarget<Kind extends keyof typeof targetKinds> {
  /** Rejects with `Refusal` where the target is gone or cannot be scaled, with another error where it cannot be read. */
  capacity(config: TargetConfig<Kind>): Promise<Capacity>;
  /** Absolute and idempotent. What AWS does not accept is `refused`; what broke on the way is `failed`. */
  setCapacity(config: TargetConfig<Kind>, desired: Desired, term: Term): Promise<Outcome>;
}

/** A client of one service in each Region: one that reads and one that acts. */
export interface RegionalClients<Client> {
  /** Retries by itself (`readingClient`). Null is the Region that Headroom runs in. */
  reader(region: string | null): Client;
  /** Never retries by itself (`actingClient`). */
  actor(region: string | null): Client;
}

/** What reading and changing the targets of one kind needs. */
export interface TargetWorld<Client> {
  readonly clients: RegionalClients<Client>;
  /** The account that Headroom runs in; null where it is not known. */
  readonly account: string | null;
  /** Milliseconds that may still be spent on reading, by the real clock. */
  leftMs(): number;
  /** From 0 up to 1, to spread retries. */
  random(): number;
}
