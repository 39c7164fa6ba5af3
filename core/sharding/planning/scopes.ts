import { everything, nothing, only, type Scopes, watched } from '../../looking/scope.ts';

/** A function looks at one keyspace, whose shards no alarm can be about alone: their loads are weighed against each other. */
export const planningScopes: Scopes = {
  alarm: () => everything,
  tick: () => watched,
  manual: ({ capability, subject }) => {
    if (capability !== 'sharding') return nothing;
    return subject === null ? everything : only(subject);
  },
  wake: ({ subject }) => only(subject),
  change: () => nothing,
  content: () => nothing,
  release: () => nothing,
};
