/**
 * How many of the first `length` indexes are before what is searched: a binary search.
 *
 * @param isBefore must hold for each index before the first for which it does not hold, and for none after it
 */
export function countBefore(length: number, isBefore: (index: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
