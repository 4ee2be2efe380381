// One call to the host, whose answer is awaited.
export async function handler() {
  return await nsl.storage.get("key");
}
