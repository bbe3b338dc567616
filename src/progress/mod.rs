//! The log of what was learned: events, their fold, and the files they live in.
