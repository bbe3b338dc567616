//! The `waypost` program.
use std::process::ExitCode;

use waypost::tui::Ending;

fn main() -> anyhow::Result<ExitCode> {
    let library = waypost::content::source::library(&std::env::args().skip(1).map(Into::into).collect::<Vec<_>>())?;
    let ending = waypost::tui::run(waypost::tui::Options {
        library,
        data_dir: std::path::Path::new(&std::env::var("WAYPOST_DATA")?),
        colour: true,
    })?;
    Ok(match ending {
        Ending::Quit => ExitCode::SUCCESS,
        // What a shell reports for a program that a signal ended.
        Ending::Signal(number) => ExitCode::from(u8::try_from(128 + number).unwrap_or(u8::MAX)),
    })
}
