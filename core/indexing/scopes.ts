import { everything, nothing, only, type Scopes, watched } from '../looking/scope.ts';

/** A tick looks at what is due; what else happens in an account says nothing of indexes. */
export const indexingScopes: Scopes = {
  tick: () => watched,
  manual: ({ capability, subject }) => {
    if (capability !== 'indexing') return nothing;
    return subject === null ? everything : only(subject);
  },
  wake: ({ subject }) => only(subject),
  alarm: () => nothing,
  change: () => nothing,
  content: () => nothing,
  release: () => nothing,
};
