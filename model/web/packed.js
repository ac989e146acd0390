/** Opens what the export packed: JSON, and the engine's modules. */

/** JSON from an address, unpacked unless the server did that already. */
export async function unpacked(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} is missing (${response.status}); export the page again`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return new Response(isPacked ? new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")) : bytes).json();
}

/** Addresses of modules by name, given their sources: each behind those that it imports. */
export function addresses(sources) {
  const found = {};
  for (const [name, source] of sources) {
    const linked = source.replace(/"\.\/([\w-]+\.js)"/g, (_, other) => JSON.stringify(found[other]));
    found[name] = URL.createObjectURL(new Blob([linked], { type: "text/javascript" }));
  }
  return found;
}

/** Addresses of the engine's modules by name. */
export async function engine() {
  return addresses(await unpacked(new URL("engine.json.gz", import.meta.url)));
}
