/**
 * Characters beside letters and digits that a path of a CDN says as they are; every other is percent-encoded. CloudFront wants
 * the unsafe ones of RFC 1738 (section 2.2) encoded, and nothing else, or it does not purge
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-objects.html). Left out are
 * besides: "?", which begins a query; "*", which makes a wildcard; and "+", which S3 reads as a space. What each CDN and S3
 * make of every printable character is a table in docs/purging-characters.md.
 */
export const asItIs = "!$&'(),-./:;=@_";
