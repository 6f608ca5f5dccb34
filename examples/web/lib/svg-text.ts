const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '"': '&quot;' };

/** Writes a text so that SVG has it as text, between tags and in attributes. */
export function escaped(text: string): string {
  return text.replace(/[&<"]/g, (character) => ENTITIES[character] ?? character);
}
