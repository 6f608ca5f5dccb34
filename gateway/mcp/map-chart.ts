import { type GraphQLFormattedError, parse } from 'graphql';
import { elements, isJsonObject, type JsonObject, property } from '../../subgraphs/common/json.ts';
import { citedAnswer } from './cited-answer.ts';
import { refusalOf, type ToolContext, type ToolResult } from './tool.ts';
import { NOT_KNOWN } from './unknown.ts';

/** Maximum number of regions of a map: one page of them. */
const MOST_REGIONS = 200;

/** Tolerance of simplified borders, in metres: for the parts of one region less than for a whole map. */
const SIMPLIFY = { whole: 15_000, parts: 4_000 };

const MAP = parse(`query Map(
  $indicator: String!, $level: RegionLevel!, $parent: String, $at: Date, $simplify: Float!, $withBorders: Boolean!
) {
  choropleth(indicator: $indicator, level: $level, parent: $parent, at: $at) {
    __typename time indicator { code name units } regions { region { code name } value }
  }
  regions(level: $level, parent: $parent, first: ${MOST_REGIONS}) @include(if: $withBorders) {
    edges { node { code geometry(simplify: $simplify, precision: 2) } }
  }
}`);

export interface MapArguments {
  readonly indicator: string;
  readonly level: string;
  readonly parent?: string | undefined;
  /** The day of the map; today where absent. */
  readonly to?: string | undefined;
  readonly mark: 'map' | 'bar';
}

/** Draws the values of an indicator over the regions of a level. */
export async function chartMap(args: MapArguments, context: ToolContext): Promise<ToolResult> {
  const { indicator, level, parent, to: at, mark } = args;
  const simplify = parent === undefined ? SIMPLIFY.whole : SIMPLIFY.parts;
  const variables = { indicator, level, parent, at, simplify, withBorders: mark === 'map' };
  const answer = await citedAnswer(MAP, { variables }, context);
  if ('refused' in answer) return answer;
  const { data, errors, citations } = answer.found;
  const map = property(data, 'choropleth');
  if (!isJsonObject(map)) return { refused: refusalOf(elements(errors) as readonly GraphQLFormattedError[]) };
  const regions = regionsOf(map, property(data, 'regions'));
  if (mark === 'map' && regions.length > MOST_REGIONS) {
    return {
      refused: `A map has at most ${MOST_REGIONS} regions, not ${regions.length}: give a parent, or mark: "bar".`,
    };
  }
  return { found: { ...drawn(map, regions, args), ...(errors !== undefined && { errors }), citations } };
}

function regionsOf(map: unknown, withBorders: unknown): Regions {
  const borders = new Map(
    elements(property(withBorders, 'edges')).map((edge) => {
      const node = property(edge, 'node');
      return [property(node, 'code'), property(node, 'geometry')];
    }),
  );
  return elements(property(map, 'regions')).map((each) => {
    const region = property(each, 'region');
    const code = property(region, 'code');
    return { code, name: property(region, 'name'), value: property(each, 'value'), border: borders.get(code) };
  });
}

function drawn(map: JsonObject, regions: Regions, { indicator, level, to, mark }: MapArguments): JsonObject {
  const without = regions.filter(({ value }) => value === null).map(({ code }) => code);
  const title = `${property(map.indicator, 'name')}, ${property(map.indicator, 'units')}`;
  return {
    columns: {
      codes: regions.map(({ code }) => code),
      names: regions.map(({ name }) => name),
      values: regions.map(({ value }) => value),
    },
    spec: {
      $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
      ...(mark === 'map' ? mapSpec(regions, title) : barSpec(regions, title)),
    },
    ...(without.length > 0 && {
      unknown: [
        { field: 'choropleth', arguments: { indicator, level, to, regions: without }, message: NOT_KNOWN, nearest: {} },
      ],
    }),
  };
}

type Regions = readonly Readonly<Record<'code' | 'name' | 'value' | 'border', unknown>>[];

function mapSpec(regions: Regions, title: string): JsonObject {
  const isWhole = regions.some(({ code }) => code === 'US-02');
  return {
    data: {
      values: regions.map(({ name, value, border }) => ({
        type: 'Feature',
        geometry: clockwise(border),
        properties: { name, value },
      })),
    },
    // The rotation moves the antimeridian, which Alaska crosses, away from the Americas.
    projection: isWhole ? { type: 'albersUsa' } : { type: 'mercator', rotate: [100, 0, 0] },
    mark: { type: 'geoshape', stroke: 'white' },
    encoding: {
      color: { field: 'properties.value', type: 'quantitative', title },
      tooltip: [
        { field: 'properties.name', title: 'Region' },
        { field: 'properties.value', type: 'quantitative', title },
      ],
    },
  };
}

function barSpec(regions: Regions, title: string): JsonObject {
  return {
    data: { values: regions.map(({ name, value }) => ({ region: name, value })) },
    mark: 'bar',
    encoding: {
      x: { field: 'value', type: 'quantitative', title },
      y: { field: 'region', type: 'nominal', title: null, sort: '-x' },
    },
  };
}

/** Orients the rings of a MultiPolygon for Vega: outer ones clockwise, or Vega fills the rest of the globe. */
function clockwise(border: unknown): unknown {
  if (!isJsonObject(border)) return null;
  const polygons = elements(border.coordinates).map((polygon) =>
    elements(polygon).map((ring, nth) => {
      const points = elements(ring) as readonly (readonly [number, number])[];
      return isClockwise(points) === (nth === 0) ? points : points.toReversed();
    }),
  );
  return { type: 'MultiPolygon', coordinates: polygons };
}

function isClockwise(ring: readonly (readonly [number, number])[]): boolean {
  const area = ring.reduce((sum, [x, y], nth) => {
    const [nextX, nextY] = ring[(nth + 1) % ring.length] ?? [x, y];
    return sum + (nextX - x) * (nextY + y);
  }, 0);
  return area > 0;
}
