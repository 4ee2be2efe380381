// A scheduled payout: pays each of a list of accounts from one wallet, once a period. The wallet's policy is what bounds it: a payment that
// the policy refuses is reported, and the others are made all the same.
//
//   variables  PAYEES     [{"to":"N…","amount":"150000000"}] in datoshi
//   wallet     treasury   whose policy names the receivers and the amounts
//
// nsl function deploy examples/functions/scheduled-payout.js --name payout --wallet treasury=ID --env PAYEES=@payees.json
// nsl function create-trigger --function-id ID --name monthly --cron.expression '0 9 1 * *' --cron.time-zone Europe/Zurich

export async function handler(input) {
  // A retry has the key of the event that it is for, and so finds what was paid before.
  const period = input.deduplicationKey ?? input.period;
  if (typeof period !== "string") throw new Error("parameters need a period, where no trigger gives a deduplicationKey");
  const done = `payout/${period}`;
  const earlier = await nsl.storage.get(done);
  if (earlier !== null) return { ...earlier, repeated: true };

  const payments = [];
  for (const { to, amount } of JSON.parse(nsl.env.PAYEES)) payments.push(await pay(to, amount));
  const report = { period, payments };
  await nsl.storage.put(done, report);
  return report;
}

async function pay(to, amount) {
  try {
    const { transactionHash } = await nsl.wallet.transfer({ wallet: "treasury", asset: "GAS", to, amount });
    console.log(`${amount} to ${to}: ${transactionHash}`);
    return { to, amount, transactionHash };
  } catch (error) {
    // Refused by the policy, or waiting for approval: nothing was signed. Whatever else is wrong is tried again, all of it; what was
    // paid already is then not paid anew.
    if (error.code !== "policyDenied" && error.code !== "approvalRequired") throw error;
    console.warn(`${amount} to ${to}: ${error.code}: ${error.message}`);
    return { to, amount, refused: error.code };
  }
}
