/** Opens what the export packed: JSON, and the engine's modules. */

/** A file of the exported folder. Throws what a person should read. */
export async function file(url) {
  const name = String(url).split("/").slice(-2).join("/");
  const response = await fetch(url).catch(() => {
    throw new Error(`${name} could not be loaded: the server does not answer; reload the page`);
  });
  if (!response.ok) throw new Error(`${name} is missing (${response.status}); copy the whole exported folder to the server`);
  return response.arrayBuffer().catch(() => {
    throw new Error(`${name} came only in part; reload the page`);
  });
}

/** JSON from an address, unpacked unless the server did that already. */
export async function unpacked(url) {
  const bytes = new Uint8Array(await file(url));
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  try {
    return await new Response(isPacked ? new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")) : bytes).json();
  } catch {
    const name = String(url).split("/").slice(-2).join("/");
    throw new Error(`${name} is not what was exported; reload the page, or copy the exported folder to the server again`);
  }
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
