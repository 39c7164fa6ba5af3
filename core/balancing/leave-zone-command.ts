/**
 * What a person has to do to take a zone out of a load balancer; Headroom may not. The zone is named by its id, which is
 * another in each account than the one that its name suggests
 * (https://docs.aws.amazon.com/r53recovery/latest/dg/getting-started-cli.html).
 */
export const leaveZoneCommand =
  'aws arc-zonal-shift start-zonal-shift --resource-identifier <ARN of the load balancer> --away-from <id of {zone}, such as euw1-az1> --expires-in 1h --comment "zone lost", with zonal_shift.config.enabled on at the load balancer';
