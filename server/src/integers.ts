/**
 * The smaller of two integers. The engine's own `Math.min` returns a number with a fraction part until it is optimised, and a
 * property that held one of these is stored apart from its object ever after: 16 bytes and an allocation for each offset.
 */
export function min(a: number, b: number): number {
  return a < b ? a : b;
}

/** The larger of two integers: see `min`. */
export function max(a: number, b: number): number {
  return a > b ? a : b;
}
