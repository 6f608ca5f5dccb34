type Path = readonly (string | number)[];

/** Where an error's value is missing: several errors may have cost one value, and which of them are reported is open. */
export function lostAt(data: unknown, path: Path): Path {
  let at = data;
  for (const [index, key] of path.entries()) {
    if (at === null || typeof at !== 'object') return path.slice(0, index);
    at = (at as Record<string | number, unknown>)[key];
  }
  return path;
}
