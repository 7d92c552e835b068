const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const domain = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/** A directory id or a domain: what may stand in Microsoft's sign-in address. */
export const isTenantName = (text: string): boolean => guid.test(text) || domain.test(text);
