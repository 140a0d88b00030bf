/** Random numbers that a seed determines, so that whoever has the seed has the same soak. */
export interface Random {
  /** A whole number from 0 to 2³² − 1. */
  word(): number;
  /** Uniform between 0 and 1, neither of them included. */
  uniform(): number;
  /** True with this probability. */
  chance(rate: number): boolean;
  /** Standard normal. */
  normal(): number;
  /** Exponential with this mean. */
  exponential(mean: number): number;
}

/** Four 32-bit words, not all 0. */
export type RandomState = readonly [number, number, number, number];

const wordCount = 2 ** 32;

/**
 * xoshiro128** 1.1 of D. Blackman and S. Vigna, Scrambled linear pseudorandom number generators, ACM Transactions on
 * Mathematical Software 47 (2021). Normal numbers by the polar method of G. Marsaglia and T. Bray, A convenient method
 * for generating normal variables, SIAM Review 6 (1964).
 */
export function randomFrom(state: RandomState): Random {
  let [a, b, c, d] = state;
  let spare: number | null = null;

  const word = (): number => {
    const result = Math.imul(rotated(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotated(d, 11);
    return result;
  };
  const uniform = (): number => (word() + 0.5) / wordCount;
  const normal = (): number => {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    for (;;) {
      const x = 2 * uniform() - 1;
      const y = 2 * uniform() - 1;
      const square = x * x + y * y;
      if (square >= 1) continue;
      const scale = Math.sqrt((-2 * Math.log(square)) / square);
      spare = y * scale;
      return x * scale;
    }
  };
  return {
    word,
    uniform,
    // Nothing is drawn for what never happens: that spares most streams most of their draws.
    chance: (rate) => rate > 0 && uniform() < rate,
    normal,
    exponential: (mean) => -mean * Math.log(uniform()),
  };
}

/**
 * Numbers of one named stream under a whole seed. The name is hashed (FNV-1a, 32 bits) and spread with the seed over
 * the state by the finaliser of MurmurHash3 at steps of the golden ratio, so that neighbouring seeds are unlike.
 */
export function randomOf(name: string, seed: number): Random {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index += 1) {
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  }
  const start = mixed(hash ^ mixed(seed));
  const at = (step: number) => mixed(start + Math.imul(step, 0x9e3779b9));
  // Bijections of four different numbers: at most one of them is 0.
  return randomFrom([at(1), at(2), at(3), at(4)]);
}

function rotated(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

function mixed(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
