//! The terminal: event loop, keys, screens.
