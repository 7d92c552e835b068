export type { Clock } from './core/clock.ts';
export type { Answer, Call, Cloud, RequestRecord } from './core/service.ts';
export type { Fault, GlobalWeather, Tenant, TenantWeather, World } from './core/world.ts';
export type { Description, PersonDescription, TenantDescription } from './describe.ts';
export { type VendorRow, vendorTable } from './seed/vendor-table.ts';
export { type Emulator, type EmulatorOptions, startEmulator } from './start.ts';
