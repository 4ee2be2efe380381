// An event on the chain, enriched by a document from the web, and answered by a transaction: whoever pays GAS to the shop gets a part
// of it back, as much as the shop's customer service says.
//
//   variables  CUSTOMERS_URL   answers to URL/ADDRESS {"cashbackBps":250}, or 404
//   wallet     shop            receives the payments, and pays the cashback
//   host       that of the URL
//
// nsl function deploy examples/functions/event-enrichment.js --name cashback --wallet shop=ID --host HOST --env CUSTOMERS_URL=https://HOST/customers
// nsl function create-trigger --function-id ID --name payments --chain-event.contract GAS --chain-event.event Transfer \
//   --chain-event.conditions '{"argument":1,"equal":"THE SHOP'"'"'S ADDRESS"}'

export async function handler({ event, deduplicationKey }) {
  const [{ address: from }, { address: to }, { value: amount }] = event.arguments;
  // The filter says so too; a function that pays should not depend on it.
  if (to !== (await nsl.wallet.address("shop"))) return { skipped: "not for the shop" };
  if (from === undefined || from === to) return { skipped: "no customer" };

  const response = await fetch(`${nsl.env.CUSTOMERS_URL}/${from}`);
  if (response.status === 404) return { skipped: "not a customer" };
  if (!response.ok) throw new Error(`the customer service answered ${response.status}`); // the trigger tries again
  const { cashbackBps } = await response.json();
  if (!Number.isInteger(cashbackBps) || cashbackBps < 0 || cashbackBps > 1000) throw new Error("no such cashback");

  const cashback = (BigInt(amount) * BigInt(cashbackBps)) / 10_000n;
  if (cashback === 0n) return { skipped: "nothing to pay back" };
  const { transactionHash } = await nsl.wallet.transfer({ wallet: "shop", asset: "GAS", to: from, amount: String(cashback) });
  console.log(`${deduplicationKey}: ${cashback} back to ${from} for ${event.transaction}`);
  return { customer: from, paid: amount, cashback: String(cashback), transactionHash };
}
