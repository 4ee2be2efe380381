// Reads {signer: {private, messages}} (hexadecimal) and answers {signatures}: what neon-core signs them with.
"use strict";
const { wallet } = require("@cityofzion/neon-core");

const { signer } = JSON.parse(require("fs").readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify({ signatures: signer.messages.map((message) => wallet.sign(message, signer.private)) }));
