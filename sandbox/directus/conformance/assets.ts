import { http, type Topic } from './request.ts';

const COVER = '/assets/f1000000-0000-4000-8000-000000000001';

/** Files, as they are and transformed. */
export const ASSETS: Topic = {
  'a file as it is': http(COVER),
  'a file for who presents a token': http(COVER, { headers: { authorization: 'Bearer $TOKEN' } }),
  'a file under another name': http(`${COVER}/cover.webp`),
  'a file to be kept': http(`${COVER}?download=`),
  'a width': http(`${COVER}?width=200`),
  'a height': http(`${COVER}?height=90`),
  'both: what does not fit is cut off': http(`${COVER}?width=200&height=200`),
  'both, inside': http(`${COVER}?width=200&height=200&fit=inside`),
  'both, outside': http(`${COVER}?width=200&height=200&fit=outside`),
  'both, contained': http(`${COVER}?width=200&height=300&fit=contain`),
  'wider than it is': http(`${COVER}?width=2000`),
  'wider than it is, without enlargement': http(`${COVER}?width=2000&withoutEnlargement=true`),
  jpg: http(`${COVER}?width=64&format=jpg`),
  png: http(`${COVER}?width=64&format=png`),
  avif: http(`${COVER}?width=64&format=avif`),
  'the best that is accepted': http(`${COVER}?width=64&format=auto`, { headers: { accept: 'image/avif,image/webp' } }),
  'the next that is accepted': http(`${COVER}?width=64&format=auto`, { headers: { accept: 'image/webp' } }),
  'anything that everyone knows': http(`${COVER}?width=64&format=auto`, { headers: { accept: 'image/png' } }),
  'a quality': http(`${COVER}?width=64&quality=20`),
  'no width': http(`${COVER}?width=0`),
  'a width that is no number': http(`${COVER}?width=x`),
  'a fit that there is not': http(`${COVER}?width=64&fit=nope`),
  'a quality that there is not': http(`${COVER}?format=jpg&quality=500`),
  'a file that there is not': http('/assets/f1000000-0000-4000-8000-0000000000ff'),
  'a key that is no UUID': http('/assets/x'),
  'no key': http('/assets/'),
};
