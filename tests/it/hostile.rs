//! Packs that are meant to break their reader: each ends in a diagnostic, within limits the system holds.

mod endless;
#[cfg(unix)]
mod files;
mod found;
mod steering;
