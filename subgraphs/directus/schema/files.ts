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
      fit: { type: fitEnum(build), description: 'How the picture fills a box that has both a width and a height.' },
      format: { type: formatEnum(build), description: 'The format; as uploaded if absent.' },
      quality: {
        type: GraphQLInt,
        description: `The quality of the compressed picture: 1 to ${MAX_QUALITY}.`,
      },
    },
    extensions: { directus: { kind: 'assetUrl', key }, ...semanticNonNull },
  };
}

function fitEnum(build: Build): GraphQLEnumType {
  return once(build.enums, 'assets.fit', () => {
    return new GraphQLEnumType({
      name: `${build.prefix}FileFit`,
      description: 'How a picture fills a box.',
      values: {
        COVER: { value: 'cover', description: 'Fills the box; parts outside of it are cut off.' },
        CONTAIN: { value: 'contain', description: 'Fits into the box; the rest is filled.' },
        INSIDE: { value: 'inside', description: 'As large as possible inside the box.' },
        OUTSIDE: { value: 'outside', description: 'As small as possible to cover the box.' },
      },
    });
  });
}

function formatEnum(build: Build): GraphQLEnumType {
  return once(build.enums, 'assets.format', () => {
    return new GraphQLEnumType({
      name: `${build.prefix}FileFormat`,
      description: 'A format of pictures.',
      values: {
        AUTO: { value: 'auto', description: 'The best format that the browser accepts.' },
        JPG: { value: 'jpg', description: 'JPEG.' },
        PNG: { value: 'png', description: 'PNG.' },
        WEBP: { value: 'webp', description: 'WebP.' },
        AVIF: { value: 'avif', description: 'AVIF.' },
        TIFF: { value: 'tiff', description: 'TIFF.' },
      },
    });
  });
}
