import type { Database } from '../client.ts';
import type { TileRequest } from './request.ts';

/** The one layer of a tile; its features have code, name and, where there is one, value and class. */
export const LAYER = 'regions';

/** A tile's bytes, or why there are none. */
export type MadeTile = Uint8Array | 'empty' | 'unknown indicator';

/** Makes tiles, one way or the other. */
export type TileMaker = (database: Database, request: TileRequest) => Promise<MadeTile>;
