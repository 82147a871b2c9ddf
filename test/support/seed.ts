import fc from 'fast-check';

// The tests use the same texts in every run; `npm run fuzz` tries new ones.
fc.configureGlobal({ seed: 20_240_330 });
