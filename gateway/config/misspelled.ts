/** Shorter names are too like others to say what was meant: HOST and HOME. */
const LEAST_CHARACTERS = 8;
/** How many characters may be wrong, missing or too many. */
const MOST_SLIPS = 2;

/** Names variables that are no settings and read like one that is not set: DATABSE_URL. */
export function misspelled(given: Readonly<Record<string, string | undefined>>, settings: object): string[] {
  const unset = Object.keys(settings).filter((name) => given[name] === undefined && name.length >= LEAST_CHARACTERS);
  return Object.keys(given).flatMap((name) => {
    const meant = name in settings ? undefined : unset.find((setting) => slipsBetween(name, setting) <= MOST_SLIPS);
    return meant === undefined ? [] : [`${name} is no setting: rename it to ${meant}, or unset it.`];
  });
}

/** Levenshtein's distance, row by row. */
function slipsBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [index, character] of [...one].entries()) {
    const next = [index + 1];
    for (let at = 1; at <= other.length; at += 1) {
      const [left = 0, above = 0, across = 0] = [next[at - 1], row[at], row[at - 1]];
      next.push(Math.min(left + 1, above + 1, across + (character === other[at - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
