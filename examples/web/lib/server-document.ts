import 'server-only';
import { parseHTML } from 'linkedom';

/** A document to draw figures with on the server. */
export function serverDocument(): Document {
  return parseHTML('<!doctype html><html><body></body></html>').document;
}
