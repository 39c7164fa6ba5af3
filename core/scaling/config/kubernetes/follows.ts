/**
 * What an autoscaler of Kubernetes carries that asks for what Headroom wants: the scalable whose number it reads.
 * Why: docs/decisions/0070.
 */
export const followsAnnotation = 'headroom/scalable';
