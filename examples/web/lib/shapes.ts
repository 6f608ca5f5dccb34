import type { SiteBordersQuery, SiteMapQuery } from '@chronos-graph/views';
import { quantity } from './format.ts';
import type { Border, Shape } from './map-svg.ts';

interface Shapes {
  readonly shapes: readonly Shape[];
  readonly borders: readonly Border[];
}

/** Returns what a map is drawn of: its regions by their values, and the borders of what they are parts of. */
export function shapesOf({ choropleth, states }: SiteMapQuery): Shapes {
  const { indicator, parent, regions } = choropleth;
  const wholes = parent ? [parent] : (states?.edges.map(({ node }) => node) ?? []);
  const names = new Map(wholes.map(({ code, name }) => [code, name]));
  const shapes = regions.map(({ region: { code, name, geometry }, value, class: of }) => {
    // A county's code begins with that of its state.
    const whole = names.get(code.slice(0, 'US-00'.length));
    const known = value === null ? 'no figure' : quantity(value, indicator.units, indicator.decimals);
    return { code, label: `${[name, whole].filter(Boolean).join(', ')} · ${known}`, class: of, geometry };
  });
  return { shapes, borders: wholes.map(({ geometry }) => geometry) };
}

/** Returns the same of a map without figures. */
export function borderedOf({ regions }: SiteBordersQuery): Shapes {
  const shapes = regions.edges.map(({ node: { code, name, geometry } }) => ({
    code,
    label: name,
    class: null,
    geometry,
  }));
  return { shapes, borders: [] };
}
