// Reads {network, transactions, data: [{key, message, signature}]} (transactions in base64 with witnesses of keys; the rest in
// hexadecimal) and answers {transactions: [{hash, verified}], data: [verified]}: what neon-core says of the signatures.
"use strict";
const { tx, u, wallet } = require("@cityofzion/neon-core");

const request = JSON.parse(require("fs").readFileSync(0, "utf8"));

// As CheckMultisig does: signatures in the keys' order, each key once.
const satisfies = (signedData, { invocationScript, verificationScript }) => {
  const script = verificationScript.toBigEndian();
  const single = script.length === 80;
  const keys = single ? [script.slice(4, 70)] : wallet.getPublicKeysFromVerificationScript(script);
  const required = single ? 1 : wallet.getSigningThresholdFromVerificationScript(script);
  const signatures = invocationScript.toBigEndian().match(/.{132}/g).map((push) => push.slice(4));
  let key = 0;
  const found = signatures.filter((signature) => {
    while (key < keys.length) {
      if (wallet.verify(signedData, signature, keys[key++])) {
        return true;
      }
    }
    return false;
  });
  return signatures.length === required && found.length === required;
};

const transactions = request.transactions.map((base64) => {
  const transaction = tx.Transaction.deserialize(u.base642hex(base64));
  const signedData = u.num2hexstring(request.network, 4, true) + u.reverseHex(transaction.hash());
  return {
    hash: "0x" + transaction.hash(),
    verified: transaction.witnesses.every(
      (witness, i) => witness.scriptHash === transaction.signers[i].account.toBigEndian() && satisfies(signedData, witness)),
  };
});
const data = request.data.map(({ key, message, signature }) => wallet.verify(message, signature, key));

process.stdout.write(JSON.stringify({ transactions, data }));
