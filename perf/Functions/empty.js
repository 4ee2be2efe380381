// Nothing: what is measured is everything around it.
export function handler() {
  return null;
}
