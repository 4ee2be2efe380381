// Reads one JSON request on standard input, answers with one JSON response: neon-core's own view of our keys.
// {keys: [{private, message, signature}], signer: {private, messages}} (hexadecimal)
// -> {keys: [{public, address, scriptHash, wif, verified}], multiAddress, signatures}
"use strict";
const { wallet } = require("@cityofzion/neon-core");

const request = JSON.parse(require("fs").readFileSync(0, "utf8"));

const keys = request.keys.map(({ private: secret, message, signature }) => {
  const account = new wallet.Account(secret);
  return {
    public: account.publicKey,
    address: account.address,
    scriptHash: "0x" + account.scriptHash,
    wif: account.WIF,
    verified: wallet.verify(message, signature, account.publicKey),
  };
});

// neon-core writes the keys in the order it is given: Neo's is by X, which follows the first byte.
const byX = (a, b) => (a.slice(2) < b.slice(2) ? -1 : 1);
const multi = wallet.Account.createMultiSig(2, keys.slice(0, 3).map((key) => key.public).sort(byX));
const signatures = request.signer.messages.map((message) => wallet.sign(message, request.signer.private));

process.stdout.write(JSON.stringify({ keys, multiAddress: multi.address, signatures }));
