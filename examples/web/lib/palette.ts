/** The colours of a map by class, 0 without a value, and of its lines: as in globals.css, for a picture that has none of it. */
const LIGHT = {
  classes: ['#e4e1da', '#ffffcc', '#a1dab4', '#41b6c4', '#2c7fb8', '#253494'],
  line: '#ffffff',
  border: '#1b1e22',
  selected: '#b8400a',
};
const DARK: typeof LIGHT = {
  classes: ['#2b3036', '#253494', '#2c7fb8', '#41b6c4', '#a1dab4', '#ffffcc'],
  line: '#121519',
  border: '#e9e6e0',
  selected: '#ffab5e',
};

/** The style of a map's SVG. It is for that map alone, where a page has the SVG among its elements too. */
export const MAP_STYLE = `${styleOf(LIGHT)}
.region-map path{stroke-linejoin:round;vector-effect:non-scaling-stroke}
.region-map .regions{stroke-width:.6}
.region-map .many{stroke-width:.25}
.region-map .borders{fill:none;stroke-width:.8;stroke-opacity:.6;pointer-events:none}
.region-map use{pointer-events:none;stroke-width:2}
.region-map .selected{stroke-width:3}
@media (prefers-color-scheme:dark){${styleOf(DARK)}}`;

function styleOf({ classes, line, border, selected }: typeof LIGHT): string {
  return [
    ...classes.map((colour, index) => `.region-map .m${index}{fill:${colour}}`),
    `.region-map .regions{stroke:${line}}`,
    `.region-map .borders,.region-map .hovered{stroke:${border}}`,
    `.region-map .selected{stroke:${selected}}`,
  ].join('');
}
