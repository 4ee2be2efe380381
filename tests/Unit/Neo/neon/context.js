// Reads {context, private} (a NEP-21 context and a key in hexadecimal), checks every signature in the context with
// neon-core's own view of the transaction, adds the key's to each item whose script has it, and answers
// {hash, verified, context, transaction}: the transaction with witnesses of neon-core's making, or null.
"use strict";
const { tx, u, wallet } = require("@cityofzion/neon-core");

const { context, private: secret } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const hex = (base64) => u.base642hex(base64);
const transaction = tx.Transaction.deserialize(hex(context.data));
const signedData = u.num2hexstring(context.network, 4, true) + u.reverseHex(transaction.hash());
const signer = new wallet.Account(secret);

const verified = [];
const witnesses = [];
for (const { account } of transaction.signers) {
  const item = context.items["0x" + account.toBigEndian()];
  const script = hex(item.script);
  for (const [key, signature] of Object.entries(item.signatures)) {
    verified.push(wallet.verify(signedData, hex(signature), key));
  }

  if (script.includes(signer.publicKey) && Object.keys(item.signatures).length < item.parameters.length) {
    item.signatures[signer.publicKey] = u.hex2base64(wallet.sign(signedData, secret));
  }

  const keys = script.length === 80 ? [script.slice(4, 70)] : wallet.getPublicKeysFromVerificationScript(script);
  const signatures = keys.filter((key) => key in item.signatures).map((key) => hex(item.signatures[key]));
  if (signatures.length === item.parameters.length) {
    item.parameters = signatures.slice().reverse().map((value) => ({ type: "Signature", value: u.hex2base64(value) }));
    witnesses.push(new tx.Witness({
      invocationScript: signatures.map((signature) => "0c40" + signature).join(""),
      verificationScript: script,
    }));
  }
}

transaction.witnesses = witnesses;
process.stdout.write(JSON.stringify({
  hash: "0x" + transaction.hash(),
  verified,
  context,
  transaction: witnesses.length === transaction.signers.length ? u.hex2base64(transaction.serialize(true)) : null,
}));
