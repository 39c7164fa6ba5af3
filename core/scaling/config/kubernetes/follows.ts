/** What an autoscaler of Kubernetes carries that asks for what Headroom wants: the scalable whose number it reads. */
export const followsAnnotation = 'headroom/scalable';
