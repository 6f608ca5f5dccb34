/** Something is not as it should be: what came is to be read with care. */
export class Stray extends Error {}
