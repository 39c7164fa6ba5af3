/** How long a client may go by a fence that it has read, milliseconds. */
export const leaseMs = 8000;

/** How long one request of a client may take, all its attempts included, milliseconds. */
export const requestMs = 3000;

/** After this long nobody writes by an older fence any more; a second is for clocks that run unevenly. */
export const staleMs = leaseMs + requestMs + 1000;
