/** Borders are stored for the zooms from 0 to this one; beyond it few of them are in a tile, and little is left to simplify. */
export const LAST_STORED_ZOOM = 10;
