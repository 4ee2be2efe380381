// What the session plays: a count of visits, in the function's storage. With {"spin": true} it never ends by itself.
export async function handler({ visitor, spin }) {
  while (spin);
  const visits = ((await nsl.storage.get("visits")) ?? 0) + 1;
  await nsl.storage.put("visits", visits);
  console.log(`visit ${visits}: ${visitor}`);
  return { visits, greeting: `Hello, ${visitor}!`, ticket: crypto.randomUUID() };
}
