/** Colours of globals.css, in light, for pictures that stand alone: those of a map by class, 0 without a value. */
export const LIGHT = {
  paper: '#fdfcfa',
  ink: '#1b1e22',
  soft: '#565c64',
  accent: '#0a5a78',
  mark: '#b8400a',
  classes: ['#e4e1da', '#ffffcc', '#a1dab4', '#41b6c4', '#2c7fb8', '#253494'],
  line: '#ffffff',
  border: '#1b1e22',
  selected: '#b8400a',
};
const DARK: MapPalette = {
  classes: ['#2b3036', '#253494', '#2c7fb8', '#41b6c4', '#a1dab4', '#ffffcc'],
  line: '#121519',
  border: '#e9e6e0',
  selected: '#ffab5e',
};

type MapPalette = Pick<typeof LIGHT, 'classes' | 'line' | 'border' | 'selected'>;

/** The style of a map's SVG. It is for that map alone, where a page has the SVG among its elements too. */
export const MAP_STYLE = `${styleOf(LIGHT)}
.region-map path{stroke-linejoin:round;vector-effect:non-scaling-stroke}
.region-map .regions{stroke-width:.6}
.region-map .many{stroke-width:.25}
.region-map .borders{fill:none;stroke-width:.8;stroke-opacity:.6;pointer-events:none}
.region-map use{pointer-events:none;stroke-width:2}
.region-map .selected{stroke-width:3}
@media (prefers-color-scheme:dark){${styleOf(DARK)}}`;

function styleOf({ classes, line, border, selected }: MapPalette): string {
  return [
    ...classes.map((colour, index) => `.region-map .m${index}{fill:${colour}}`),
    `.region-map .regions{stroke:${line}}`,
    `.region-map .borders,.region-map .hovered{stroke:${border}}`,
    `.region-map .selected{stroke:${selected}}`,
  ].join('');
}
