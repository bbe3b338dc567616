//! The text of a lesson.

use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Serialize};

/// A lesson's text as Markdown, which begins behind a heading that only repeats the title.
#[derive(Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Body {
    /// All of it, with that heading.
    whole: Box<str>,
    /// Where it begins that is shown.
    from: u32,
}

impl Body {
    /// Of a text what is shown from an offset on.
    pub(in crate::content) fn new(whole: &str, from: usize) -> Self {
        match u32::try_from(from) {
            Ok(at) if whole.is_char_boundary(from) => Self {
                whole: whole.into(),
                from: at,
            },
            _ => Self::default(),
        }
    }

    /// The text with the heading that is not shown: what stands in it counts.
    pub(in crate::content) fn whole(&self) -> &str {
        &self.whole
    }
}

impl Deref for Body {
    type Target = str;

    fn deref(&self) -> &str {
        self.whole.get(self.from as usize..).unwrap_or_default()
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Self {
            whole: text.into_boxed_str(),
            from: 0,
        }
    }
}

impl PartialEq<&str> for Body {
    fn eq(&self, text: &&str) -> bool {
        **self == **text
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}
