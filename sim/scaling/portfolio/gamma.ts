const enough = 1e-12;
const mostTerms = 1000;
/** Lanczos' coefficients for g = 7 and nine terms, as Numerical Recipes and most libraries have them. */
const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** The logarithm of the gamma function, for what is above 0. */
export function logGamma(x: number): number {
  const shifted = x + 6.5;
  const sum = lanczos.reduce((total, term, at) => total + (at === 0 ? term : term / (x - 1 + at)), 0);
  return Math.log(Math.sqrt(2 * Math.PI) * sum) + (x - 0.5) * Math.log(shifted) - shifted;
}

/**
 * The chance that a gamma variable of this shape and scale 1 is above x: by its series below the mean, by Lentz's continued
 * fraction above it (DLMF 8.11.4 and 8.9.2).
 */
export function gammaAbove(shape: number, x: number): number {
  if (x <= 0) return 1;
  const front = Math.exp(shape * Math.log(x) - x - logGamma(shape));
  return x < shape + 1 ? 1 - front * series(shape, x) : front * fraction(shape, x);
}

function series(shape: number, x: number): number {
  let term = 1 / shape;
  let sum = term;
  for (let at = 1; at < mostTerms && term > enough * sum; at++) {
    term *= x / (shape + at);
    sum += term;
  }
  return sum;
}

function fraction(shape: number, x: number): number {
  let b = x + 1 - shape;
  let c = 1e300;
  let d = 1 / b;
  let product = d;
  for (let at = 1; at < mostTerms; at++) {
    const a = -at * (at - shape);
    b += 2;
    d = 1 / notZero(a * d + b);
    c = notZero(b + a / c);
    product *= d * c;
    if (Math.abs(d * c - 1) < enough) break;
  }
  return product;
}

function notZero(value: number): number {
  return Math.abs(value) < 1e-300 ? 1e-300 : value;
}
