import { GraphQLEnumType, type GraphQLFieldConfig, GraphQLInt } from 'graphql';
import { scalars } from '../../schema/scalars.ts';
import { semanticNonNull } from '../../schema/semantic-non-null.ts';
import { type Build, once } from './build.ts';

/** Maximum width and height of a picture, in pixels: Directus's default of ASSETS_TRANSFORM_IMAGE_MAX_DIMENSION. */
export const MAX_PIXELS = 6_000;
/** The best quality of a picture. */
export const MAX_QUALITY = 100;

/** Builds `CmsFile.url`. Directus has no such field: a file is at `/assets/<id>`, with changes in the query string. */
export function assetUrlField(build: Build, key: string): GraphQLFieldConfig<unknown, unknown> {
  const pixels = `in pixels: 1 to ${MAX_PIXELS}. For pictures only.`;
  return {
    type: scalars.URL,
    description: 'The URL of the file; a picture in the requested size and format.',
    args: {
      width: { type: GraphQLInt, description: `The width, ${pixels}` },
      height: { type: GraphQLInt, description: `The height, ${pixels}` },
      fit: {
        type: wordEnum(build, 'FileFit', 'How a picture fills a box.', FITS),
        description: 'How the picture fills a box that has both a width and a height.',
      },
      format: {
        type: wordEnum(build, 'FileFormat', 'A format of pictures.', FORMATS),
        description: 'The format; as uploaded if absent.',
      },
      quality: {
        type: GraphQLInt,
        description: `The quality of the compressed picture: 1 to ${MAX_QUALITY}.`,
      },
    },
    extensions: { directus: { kind: 'assetUrl', key }, ...semanticNonNull },
  };
}

const FITS = {
  cover: 'Fills the box; parts outside of it are cut off.',
  contain: 'Fits into the box; the rest is filled.',
  inside: 'As large as possible inside the box.',
  outside: 'As small as possible to cover the box.',
};

const FORMATS = {
  auto: 'The best format that the browser accepts.',
  jpg: 'JPEG.',
  png: 'PNG.',
  webp: 'WebP.',
  avif: 'AVIF.',
  tiff: 'TIFF.',
};

/** Builds an enum of Directus's words: `COVER` is `cover`. @param words their descriptions */
function wordEnum(build: Build, name: string, description: string, words: Readonly<Record<string, string>>) {
  return once(build.enums, `assets.${name}`, () => {
    const values = Object.entries(words).map(([value, meaning]) => {
      return [value.toUpperCase(), { value, description: meaning }] as const;
    });
    return new GraphQLEnumType({ name: build.prefix + name, description, values: Object.fromEntries(values) });
  });
}
