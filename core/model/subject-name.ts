/** Most characters in the name of a subject; a DynamoDB key and an alarm name have room for more. */
export const longestSubjectName = 128;

const subjectName = /^[a-z0-9][a-z0-9._-]*(\/[a-z0-9][a-z0-9._-]*)*$/i;

/** Whether a scalable, balance, purge or keyspace can be called so: letters, digits and "._-", in parts that "/" separates. */
export function isSubjectName(name: string): boolean {
  return name.length <= longestSubjectName && subjectName.test(name);
}
