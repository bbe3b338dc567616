#![no_main]

// The same laws that the tests hold the readers to.
#[expect(dead_code, reason = "of each target only its own law is used")]
#[path = "../../it/support/laws.rs"]
mod laws;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::line(bytes));
