/**
 * Binary search: returns how many of the first `length` indexes satisfy `isBefore`.
 *
 * @param isBefore must be true up to some index, and false from there on
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
