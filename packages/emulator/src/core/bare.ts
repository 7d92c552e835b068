import type { World } from './world.ts';

/**
 * Takes the prototype off every dictionary of the world: their keys come from clients, and `__proto__` or
 * `constructor` must name nothing in them.
 */
export function bare<W extends Pick<World, 'tenants' | 'vplus'>>(world: W): W {
  for (const holder of [world, world.vplus, ...Object.values(world.tenants)]) {
    for (const member of Object.values(holder)) {
      if (typeof member === 'object' && member !== null && !Array.isArray(member)) Object.setPrototypeOf(member, null);
    }
  }
  return world;
}
