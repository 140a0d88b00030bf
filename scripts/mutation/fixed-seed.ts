import fc from 'fast-check';

// A property that meets other values on each run would kill a mutant on one day and spare it on the next. Fewer runs
// than in `npm test`: what a mutant changes should be seen by a table, not by luck.
fc.configureGlobal({ seed: 1, numRuns: 10, endOnFailure: true });
