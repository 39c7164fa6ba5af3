/** What a shard has refused and would refuse again, however often it is asked. The message is the shard's own. */
export class CannotBeDone extends Error {
  override readonly name = 'CannotBeDone';
}
