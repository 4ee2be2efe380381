// The dApp's side of a sponsored transaction. Reads {context, private} (a NEP-21 context and, while the user has not signed, the user's key
// in hexadecimal); answers {hash, context, transaction}: the context with the user's signature, and the transaction as sendrawtransaction
// takes it once every signer has signed, else null. All is neon-core's own reading of the transaction, never the context's word.
"use strict";
const { tx, u, wallet } = require("@cityofzion/neon-core");

const { context, private: secret } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const transaction = tx.Transaction.deserialize(u.base642hex(context.data));
const hash = transaction.hash();
const signedData = u.num2hexstring(context.network, 4, true) + u.reverseHex(hash);
const nameOf = (signer) => "0x" + signer.account.toBigEndian();

if (secret) {
  const user = new wallet.Account(secret);
  const [payer, signer] = transaction.signers;
  if (payer.scopes !== tx.WitnessScope.None || signer.scopes !== tx.WitnessScope.CalledByEntry || nameOf(signer) !== "0x" + user.scriptHash) {
    throw new Error("The context is not one in which somebody else pays and this key signs.");
  }

  const value = u.hex2base64(wallet.sign(signedData, secret));
  context.items[nameOf(signer)] = {
    script: user.contract.script,
    parameters: [{ type: "Signature", value }],
    signatures: { [user.publicKey]: value },
  };
}

const items = transaction.signers.map((signer) => context.items[nameOf(signer)]);
const complete = items.every((item) => item && Object.keys(item.signatures).length === 1);
if (complete) {
  transaction.witnesses = items.map(({ script, signatures }) => {
    const [[key, signature]] = Object.entries(signatures);
    if (!wallet.verify(signedData, u.base642hex(signature), key)) {
      throw new Error("A signature in the context does not hold.");
    }

    return new tx.Witness({ invocationScript: "0c40" + u.base642hex(signature), verificationScript: u.base642hex(script) });
  });
}

process.stdout.write(JSON.stringify({
  hash: "0x" + hash,
  context,
  transaction: complete ? u.hex2base64(transaction.serialize(true)) : null,
}));
