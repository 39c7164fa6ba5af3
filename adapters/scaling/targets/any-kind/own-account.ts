import { Refusal } from '../../../../core/model/errors.ts';

/**
 * Throws `Refusal` for a target in another account: with Headroom's own credentials a call would reach whatever has the
 * same name in its own account. Where Headroom's account is not known, none may be named.
 */
export function requireOwnAccount(told: string, config: { readonly account: string | null }, own: string | null): void {
  if (config.account === null || config.account === own) return;
  throw new Refusal(
    `${told} is in another account than Headroom; deploy Headroom there too, or leave account out of the target's config`,
  );
}
