//! `waypost check --explain`: an entry of the catalogue, with its example and what is said of it.

use std::ffi::OsStr;

use anyhow::Result;
use clap::builder::{PossibleValue, TypedValueParser};
use clap::{Arg, Command};

use crate::cli::Verdict;
use crate::cli::out::{Line, Out, Style};
use crate::content::diagnostic::catalogue::{self, CATALOGUE, Example, Kind, Sample};
use crate::content::diagnostic::{self, Diagnostic, Severity};
use crate::content::lint;

/// What stands for every code.
const ALL: &str = "all";

/// Takes codes, and says of another word which ones come near; clap's own parser would list all of them.
#[derive(Debug, Clone)]
pub(in crate::cli) struct Codes;

impl TypedValueParser for Codes {
    type Value = String;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<String, clap::Error> {
        known.parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let codes = CATALOGUE.iter().map(|kind| kind.code).chain([ALL]);
        Some(Box::new(codes.map(PossibleValue::new)))
    }
}

fn known(code: &str) -> Result<String, String> {
    if code == ALL || catalogue::find(code).is_some() {
        return Ok(code.to_owned());
    }
    Err(format!(
        "no remark has this code; did you mean one of these?\n  {}\n`waypost check --explain {ALL}` lists all {}",
        catalogue::nearest(code).join("\n  "),
        CATALOGUE.len()
    ))
}

pub(super) fn run(code: &str, out: &mut Out) -> Result<Verdict> {
    let Some(kind) = catalogue::find(code) else {
        let row = |kind: &Kind| vec![Line::new(Style::Bold, kind.code), Line::new(Style::Dim, kind.says)];
        out.table(CATALOGUE.iter().map(row).collect())?;
        return Ok(Verdict::Good);
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
