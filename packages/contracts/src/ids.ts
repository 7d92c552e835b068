import * as z from 'zod/mini';

/** Written in capitals it is the same id: everything of ours compares and stores it in lower case. */
const Guid = z.guid().check(z.toLowerCase());

/** The directory (tenant) id of a Microsoft 365 organization. */
export const TenantId = Guid.brand<'TenantId'>();
export type TenantId = z.infer<typeof TenantId>;

/** One attempt to make, check or undo a connection. */
export const RunId = Guid.brand<'RunId'>();
export type RunId = z.infer<typeof RunId>;

/** One tenant on one vPlus server; every object that we create is keyed by it. */
export const ConnectionId = Guid.brand<'ConnectionId'>();
export type ConnectionId = z.infer<typeof ConnectionId>;

/** One approval link. */
export const ApprovalId = Guid.brand<'ApprovalId'>();
export type ApprovalId = z.infer<typeof ApprovalId>;

/** One address that gets alerts. */
export const AlertChannelId = Guid.brand<'AlertChannelId'>();
export type AlertChannelId = z.infer<typeof AlertChannelId>;

/** One alert for one channel, over all attempts. */
export const AlertId = Guid.brand<'AlertId'>();
export type AlertId = z.infer<typeof AlertId>;

/** One private address of a calendar. */
export const CalendarFeedId = Guid.brand<'CalendarFeedId'>();
export type CalendarFeedId = z.infer<typeof CalendarFeedId>;

/** The operator's own short name of a configured vPlus server. */
export const VplusServerId = z
  .string()
  .check(z.regex(/^[a-z0-9-]{1,40}$/))
  .brand<'VplusServerId'>();
export type VplusServerId = z.infer<typeof VplusServerId>;

/** ISO 8601, UTC. */
export const Instant = z.iso.datetime();
export type Instant = z.infer<typeof Instant>;
