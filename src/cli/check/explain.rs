//! `waypost check --explain`: an entry of the catalogue, with its example and what is said of it.

use anyhow::{Result, bail};

use crate::cli::Verdict;
use crate::cli::out::{Line, Out, Style};
use crate::content::diagnostic::catalogue::{self, Example, Sample};
use crate::content::diagnostic::{self, Diagnostic, Severity};
use crate::content::lint;

pub(super) fn run(code: &str, out: &mut Out) -> Result<Verdict> {
    let Some(kind) = catalogue::find(code) else {
        bail!("`{code}` is no code of a diagnostic");
    };
    let severity = match kind.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    };
    out.line(Line::new(Style::Bold, kind.code).and(Style::Dim, format!(" ({severity})")))?;
    out.prose(Line::default(), kind.says)?;
    out.heading("Example")?;
    let samples = match kind.example {
        Example::Words(case) => {
            out.prose(Line::default(), case)?;
            return Ok(Verdict::Good);
        }
        Example::Files(samples) => samples,
    };
    for sample in samples {
        out.line(Line::new(Style::Dim, sample.file))?;
        for line in text(sample).trim_end().lines() {
            out.line(Line::from("    ").and(Style::Plain, diagnostic::visible(line)))?;
        }
    }
    out.heading("What check says")?;
    let found = lint::example(samples, code != "topics-unresolved");
    let of_code: Vec<Diagnostic> = found.into_iter().filter(|found| found.code == code).collect();
    for found in of_code {
        let sample = samples.iter().find(|sample| *found.file == *sample.file);
        let source = sample.map(text).unwrap_or_default();
        out.verbatim(&diagnostic::render(&[found], &source, out.colour()))?;
    }
    Ok(Verdict::Good)
}

fn text(sample: &Sample) -> String {
    String::from_utf8_lossy(sample.bytes).into_owned()
}
