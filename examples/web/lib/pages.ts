/** Which page of a list an address asks for: "?people=2". */
export function pageIn(query: Readonly<Record<string, string | string[] | undefined>>, name: string): number {
  const text = query[name];
  return typeof text === 'string' && /^[1-9]\d{0,2}$/.test(text) ? Number(text) : 1;
}
