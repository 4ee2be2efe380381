// Some 100,000 statements with 50,000 rounds: each has two.
export function handler({ rounds }) {
  let sum = 0;
  for (let i = 0; i < rounds; i++) {
    sum = (sum * 31 + i) % 1000003;
    if (sum < 0) sum = 0;
  }
  return sum;
}
