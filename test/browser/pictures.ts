import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp, { type Sharp } from 'sharp';

/** Pictures are compared at this size: what anti-aliasing makes different between two machines is lost in it. */
const SIZE = { width: 192, height: 128, fit: 'fill' } as const;

/** A pixel is another one from this difference of a channel on, of 255. */
const TOLERANCE = 24;

/**
 * How much of a picture is other than it was when somebody looked at it and found it right, 0 to 1.
 * With PICTURES=write it becomes the right one.
 * @throws Error where there is none yet
 */
export async function differenceFrom(name: string, screenshot: Buffer): Promise<number> {
  const file = fileURLToPath(new URL(`pictures/${name}.png`, import.meta.url));
  const small = sharp(screenshot).resize(SIZE).removeAlpha();
  if (process.env.PICTURES === 'write') await writeFile(file, await small.clone().png({ palette: true }).toBuffer());
  if (!existsSync(file)) throw new Error(`There is no picture "${name}": run with PICTURES=write, and look at it.`);
  const [is, was] = await Promise.all([pixels(small), pixels(sharp(file).removeAlpha())]);
  let different = 0;
  for (let at = 0; at < is.length; at += 3) {
    const channels = [0, 1, 2].map((channel) => Math.abs((is[at + channel] ?? 0) - (was[at + channel] ?? 0)));
    if (Math.max(...channels) > TOLERANCE) different += 1;
  }
  return different / (is.length / 3);
}

/** The colour at a place of a picture, 0 to 1 from its left and from its top: [red, green, blue]. */
export async function colourAt(screenshot: Buffer, x: number, y: number): Promise<number[]> {
  const { data, info } = await sharp(screenshot).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = (Math.round(y * (info.height - 1)) * info.width + Math.round(x * (info.width - 1))) * info.channels;
  return [...data.subarray(at, at + 3)];
}

/**
 * Where a colour is in a picture, in its middle: from its left and from its top, 0 to 1.
 * @throws Error where it is nowhere
 */
export async function placeOf(screenshot: Buffer, [red, green, blue]: readonly [number, number, number]) {
  const { data, info } = await sharp(screenshot).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const places = Array.from({ length: info.width * info.height }, (_, index) => index).filter((index) => {
    const at = index * info.channels;
    return data[at] === red && data[at + 1] === green && data[at + 2] === blue;
  });
  if (places.length === 0) throw new Error(`Nothing of the picture is rgb(${red}, ${green}, ${blue}).`);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    x: mean(places.map((index) => index % info.width)) / info.width,
    y: mean(places.map((index) => Math.floor(index / info.width))) / info.height,
  };
}

function pixels(picture: Sharp): Promise<Buffer> {
  return picture.raw().toBuffer();
}
