/** One client for each Region, made when it is first needed and kept. Null is the Region that the process runs in. */
export function regional<Client>(make: (region: string | null) => Client): (region: string | null) => Client {
  const clients = new Map<string | null, Client>();
  return (region) => {
    const known = clients.get(region);
    if (known !== undefined) return known;
    const client = make(region);
    clients.set(region, client);
    return client;
  };
}
