//! The `waypost` program.
fn main() -> anyhow::Result<()> {
    let library = waypost::content::source::library(&std::env::args().skip(1).map(Into::into).collect::<Vec<_>>())?;
    waypost::tui::run(waypost::tui::Options {
        library,
        data_dir: std::path::Path::new(&std::env::var("WAYPOST_DATA")?),
        colour: true,
    })
    .map(|_| ())
}
