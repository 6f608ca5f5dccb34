/**
 * The response keys of selections that are merged: for each the field with its arguments, and the keys below it.
 * Selections can be merged where one key never means two things (GraphQL, 5.3.2).
 */
export type Keys = Map<string, { readonly meaning: string; readonly below: Keys }>;

/**
 * Takes a response key in every scope: the wished one where it is free or means the same, else the same with a number.
 * @returns the key, and the scopes below it
 */
export function claim(scopes: readonly Keys[], wished: string, meaning: string) {
  let key = wished;
  for (let number = 2; !scopes.every((keys) => (keys.get(key)?.meaning ?? meaning) === meaning); number += 1) {
    key = `${wished}${number}`;
  }
  const below = scopes.map((keys) => {
    const entry = keys.get(key) ?? { meaning, below: new Map() };
    keys.set(key, entry);
    return entry.below;
  });
  return { key, below };
}

/** Takes all of the keys in every scope; takes none where one of them means another thing there. */
export function merge(scopes: readonly Keys[], keys: Keys): boolean {
  if (!scopes.every((scope) => agree(scope, keys))) return false;
  for (const scope of scopes) add(scope, keys);
  return true;
}

function agree(scope: Keys, keys: Keys): boolean {
  return Array.from(keys).every(([key, { meaning, below }]) => {
    const taken = scope.get(key);
    return !taken || (taken.meaning === meaning && agree(taken.below, below));
  });
}

function add(scope: Keys, keys: Keys): void {
  for (const [key, { meaning, below }] of keys) {
    const taken = scope.get(key) ?? { meaning, below: new Map() };
    scope.set(key, taken);
    add(taken.below, below);
  }
}
