#![no_main]

// The same laws that the tests hold the readers to; of each target only its own is used.
#[allow(dead_code)]
#[path = "../../it/support/laws.rs"]
mod laws;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::graph(bytes));
