import fc from 'fast-check';

// The same inputs at every run, so that a change is judged by what it changes. LODE_SEED=random looks for new ones.
const wanted = process.env['LODE_SEED'] ?? '20261121';
if (wanted !== 'random') fc.configureGlobal({ seed: Number(wanted) });
