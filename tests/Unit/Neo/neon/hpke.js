// Reads one JSON request on standard input, answers with one JSON response: @hpke/core's own view of HPKE, and node's of answers to it (RFC 9458, 4.4).
// {private, public, sealed: [{enc, info, messages: [{associated, text}], answer}], wanted: [{info, messages: [{associated, plaintext}]}],
//  answers: [{enc, secret, text}]} (hexadecimal)
// -> {opened: [{plaintexts, answer}], sealed: [{enc, texts, secret}], answers: [plaintext]}
"use strict";
const { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } = require("@hpke/core");
const { createCipheriv, createDecipheriv, hkdfSync, randomBytes } = require("crypto");

const label = Buffer.from("message/nsl response");
const suite = new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
const bytes = (hex) => new Uint8Array(Buffer.from(hex, "hex"));
const hex = (buffer) => Buffer.from(buffer).toString("hex");

// HKDF at once does extract and expand, as RFC 9458 wants them.
function answerKeys(enc, secret, nonce) {
  const salt = Buffer.concat([enc, nonce]);
  return [Buffer.from(hkdfSync("sha256", secret, salt, "key", 32)), Buffer.from(hkdfSync("sha256", secret, salt, "nonce", 12))];
}

function sealAnswer(enc, secret, plaintext) {
  const nonce = randomBytes(32);
  const cipher = createCipheriv("aes-256-gcm", ...answerKeys(enc, secret, nonce));
  return Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

function openAnswer(enc, secret, text) {
  const cipher = createDecipheriv("aes-256-gcm", ...answerKeys(enc, secret, text.subarray(0, 32)));
  cipher.setAuthTag(text.subarray(-16));
  return Buffer.concat([cipher.update(text.subarray(32, -16)), cipher.final()]);
}

async function open(recipientKey, { enc, info, messages, answer }) {
  const context = await suite.createRecipientContext({ recipientKey, enc: bytes(enc), info: bytes(info) });
  const plaintexts = [];
  for (const { associated, text } of messages) {
    plaintexts.push(hex(await context.open(bytes(text), bytes(associated))));
  }
  return { plaintexts, answer: hex(sealAnswer(bytes(enc), Buffer.from(await context.export(label, 32)), bytes(answer))) };
}

async function seal(recipientPublicKey, { info, messages }) {
  const context = await suite.createSenderContext({ recipientPublicKey, info: bytes(info) });
  const texts = [];
  for (const { associated, plaintext } of messages) {
    texts.push(hex(await context.seal(bytes(plaintext), bytes(associated))));
  }
  return { enc: hex(context.enc), texts, secret: hex(await context.export(label, 32)) };
}

async function main() {
  const request = JSON.parse(require("fs").readFileSync(0, "utf8"));
  const recipientKey = await suite.kem.deserializePrivateKey(bytes(request.private));
  const recipientPublicKey = await suite.kem.deserializePublicKey(bytes(request.public));
  const opened = [];
  for (const message of request.sealed) {
    opened.push(await open(recipientKey, message));
  }
  const sealed = [];
  for (const message of request.wanted) {
    sealed.push(await seal(recipientPublicKey, message));
  }
  const answers = request.answers.map(({ enc, secret, text }) => hex(openAnswer(bytes(enc), bytes(secret), bytes(text))));
  process.stdout.write(JSON.stringify({ opened, sealed, answers }));
}

main();
