// Runs a module's handler again and again in one node: reuse.mjs MODULE PARAMETERS SECONDS PAUSE_MS. Prints the line that every client of
// perf prints; a fifth of the time warms up. JSON goes in and comes out each time, as from a worker.
import { pathToFileURL } from "node:url";
import { setTimeout as pause } from "node:timers/promises";

const [module, parameters, seconds, pauseMs] = process.argv.slice(2);
globalThis.nsl = { storage: { get: async () => null } };
const { handler } = await import(pathToFileURL(module));
const begun = process.hrtime.bigint();
const warmUntil = begun + BigInt(Math.round(seconds * 0.2e9));
const end = begun + BigInt(Math.round(seconds * 1e9));
const micros = [];
let now = begun;
while (now < end) {
  if (pauseMs > 0) await pause(Number(pauseMs));
  const from = process.hrtime.bigint();
  JSON.stringify(await handler(JSON.parse(parameters)));
  now = process.hrtime.bigint();
  if (now >= warmUntil) micros.push(Number(now - from) / 1000);
}
micros.sort((one, other) => one - other);
const at = (share) => micros[Math.min(micros.length - 1, Math.floor(share * micros.length))];
console.log(JSON.stringify({
  requests: micros.length,
  perSecond: micros.length / (Number(now - warmUntil) / 1e9),
  p50Us: at(0.5),
  p99Us: at(0.99),
  p999Us: at(0.999),
  requestBytes: 0,
  responseBytes: 0,
}));
