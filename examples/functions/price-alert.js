// A price alert: asks an API for a price, and tells a webhook when it has moved by more than so much since the last alert.
// Made to be executed by a schedule, a few times an hour.
//
//   variables  PRICE_URL       answers {"price":"12.34"}
//              ALERT_URL       takes the alert, a POST of JSON
//              DEVIATION_BPS   by how much, in hundredths of a percent
//   secret     apiKey          goes along as a bearer token
//   hosts      those of both URLs
//
// nsl function deploy examples/functions/price-alert.js --name price-alert --secret apiKey=ID --host HOST \
//   --env PRICE_URL=https://HOST/price --env ALERT_URL=https://HOST/alerts --env DEVIATION_BPS=500

export async function handler(input) {
  const price = scaled((await ask(nsl.env.PRICE_URL)).price);
  const last = await nsl.storage.get("price");
  if (last === null) {
    await nsl.storage.put("price", String(price));
    return { price: String(price), alert: false };
  }

  const moved = ((price - BigInt(last)) * 10_000n) / BigInt(last);
  if (abs(moved) < BigInt(nsl.env.DEVIATION_BPS)) return { price: String(price), movedBps: Number(moved), alert: false };

  console.log(`moved by ${moved} bps: from ${last} to ${price}`);
  // Stored first and told then: this is kept if the handler returns, so an alert that fails is tried again with the same key.
  await nsl.storage.put("price", String(price));
  await ask(nsl.env.ALERT_URL, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Idempotency-Key": input?.deduplicationKey ?? crypto.randomUUID() },
    body: JSON.stringify({ price: String(price), before: last, movedBps: Number(moved) }),
  });
  return { price: String(price), movedBps: Number(moved), alert: true };
}

async function ask(url, init = {}) {
  const headers = { ...init.headers, Authorization: `Bearer ${await nsl.secrets.get("apiKey")}` };
  const response = await fetch(url, { ...init, headers });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  const text = await response.text();
  return text === "" ? null : JSON.parse(text);
}

// A price in units of 10^-8: whole numbers do not round.
function scaled(text) {
  const match = /^(\d+)(?:\.(\d{1,8}))?$/.exec(text);
  if (match === null) throw new Error("the API's price is no decimal number");
  return BigInt(match[1]) * 100_000_000n + BigInt((match[2] ?? "").padEnd(8, "0"));
}

const abs = (number) => (number < 0n ? -number : number);
