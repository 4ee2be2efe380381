// Runs a module's handler once in a fresh node: once.mjs MODULE PARAMETERS. JSON goes in and comes out, as from a worker.
import { pathToFileURL } from "node:url";

globalThis.nsl = { storage: { get: async () => null } };
const { handler } = await import(pathToFileURL(process.argv[2]));
console.log(JSON.stringify(await handler(JSON.parse(process.argv[3]))));
