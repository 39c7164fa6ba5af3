/** Most characters in the name of a scalable; a DynamoDB key and an alarm name have room for more. */
export const longestScalableName = 128;

const scalableName = /^[a-z0-9][a-z0-9._-]*(\/[a-z0-9][a-z0-9._-]*)*$/i;

/** Whether a scalable can be called so: letters, digits and "._-", in parts that "/" separates. */
export function isScalableName(name: string): boolean {
  return name.length <= longestScalableName && scalableName.test(name);
}
