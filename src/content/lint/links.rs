//! Addresses that can't be what their author meant.

use std::path::Path;

use super::sections::Target;
use super::text::Text;
use crate::content::diagnostic::Severity;
use crate::content::names::nearest;

/// Ends of names that are hosts far more often than files.
const HOSTS: [&str; 5] = [".com", ".org", ".net", ".io", ".dev"];

/// Remarks on the targets of links in a text.
pub(super) fn check(targets: &[Target], text: &mut Text) {
    for Target { url, at } in targets {
        say(url, *at, text);
    }
}

/// Remarks on what was to be a link, and is none for the blanks in its address.
pub(super) fn broken(targets: &[Target], text: &mut Text) {
    for Target { url, at } in targets {
        let message = format!("`{}` has blanks in it, so this is no link", shortened(url));
        let hint = "write `%20` for each blank, or put the address in angle brackets";
        text.say(Severity::Warning, "link-malformed", *at, message, hint);
    }
}

/// Remarks on links to files that stand outside of the pack; `file` is that of the text, in the pack.
pub(super) fn outside(targets: &[Target], file: &Path, text: &mut Text) {
    for Target { url, at } in targets {
        if leads_out(url, file) {
            let message = format!("`{}` leads out of the pack", shortened(url));
            let hint = "no one who has the pack has that file: link to one in it, or to a web page";
            text.say(Severity::Warning, "link-outside", *at, message, hint);
        }
    }
}

/// Whether a relative address climbs higher than the pack it stands in.
fn leads_out(url: &str, file: &Path) -> bool {
    let path = url.trim().split(['?', '#']).next().unwrap_or("").replace('\\', "/");
    if scheme(&path.to_ascii_lowercase()).is_some() || path.starts_with('/') {
        return false;
    }
    let mut depth = file.components().count().saturating_sub(1);
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if depth == 0 => return true,
            ".." => depth -= 1,
            _ => depth += 1,
        }
    }
    false
}

/// Whether there would be a remark on an address.
pub(super) fn is_wrong(url: &str) -> bool {
    fault(url).is_some()
}

/// Remarks on one address, at its place.
pub(super) fn say(url: &str, at: usize, text: &mut Text) {
    if let Some((why, hint)) = fault(url) {
        let message = if url.is_empty() {
            why
        } else {
            format!("`{}` {why}", shortened(url))
        };
        text.say(Severity::Warning, "link-malformed", at, message, &hint);
    }
}

/// An address as far as a message has room for it.
fn shortened(url: &str) -> String {
    const LONGEST: usize = 80;
    match url.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &url[..at]),
        None => url.to_owned(),
    }
}

/// What is wrong with an address, and what to do about it. Paths to other files and places in this one are none of ours.
fn fault(url: &str) -> Option<(String, String)> {
    let wrong = |why: &str, hint: &str| Some((why.to_owned(), hint.to_owned()));
    let url = url.trim();
    if url.is_empty() {
        return wrong("this link leads nowhere", "write its address between the parentheses");
    }
    let lower = url.to_ascii_lowercase();
    let Some((scheme, rest)) = scheme(&lower) else {
        if lower.starts_with("http//") || lower.starts_with("https//") {
            return wrong("lacks the colon of a web address", "write `https://` and the host");
        }
        let host = lower.split(['/', '?', '#']).next().unwrap_or("");
        let is_host = host.starts_with("www.")
            || HOSTS.iter().any(|end| {
                host.strip_suffix(end)
                    .is_some_and(|name| !name.is_empty() && !name.starts_with('.'))
            });
        if is_host {
            return wrong("reads as a file, not as a web address", "write `https://` before it");
        }
        let path = lower.strip_prefix("roadmap.sh/")?;
        return roadmap(&url[url.len() - path.len()..]);
    };
    match scheme {
        "http" | "https" => {
            let Some(rest) = rest.strip_prefix("//") else {
                return wrong("lacks the slashes of a web address", "write `https://` and the host");
            };
            if url.contains(char::is_whitespace) {
                return wrong("has spaces in it, which no address has", "write `%20` for a space");
            }
            let host = rest.split(['/', '?', '#']).next().unwrap_or("");
            let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
            let name = host.rsplit_once(':').map_or(host, |(name, port)| {
                let is_port = !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
                if is_port { name } else { host }
            });
            if !is_host(name) {
                return wrong("names no host", "write the address as the browser shows it");
            }
            let path = rest[host.len().min(rest.len())..].strip_prefix('/')?;
            (name == "roadmap.sh" || name == "www.roadmap.sh")
                .then(|| roadmap(&url[url.len() - path.len()..]))
                .flatten()
        }
        "mailto" if rest.contains('@') => None,
        "mailto" => wrong("names no mail address", "write `mailto:name@example.org`"),
        scheme => match nearest(scheme, ["http", "https"]) {
            Some(meant) => Some(("is no web address".to_owned(), format!("did you mean `{meant}:`?"))),
            None => wrong(
                "is never opened",
                "only http, https and mailto links are; link to a web page that leads there",
            ),
        },
    }
}

/// The scheme of an address in lower case, and what follows its colon.
fn scheme(lower: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = lower.split_once(':')?;
    let first = scheme.bytes().next()?;
    let is_scheme = first.is_ascii_alphabetic()
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    // `example.org:8080` has a port, no scheme; of a Windows path the drive is one letter.
    (is_scheme && scheme.len() > 1 && !scheme.contains('.')).then_some((scheme, rest))
}

fn is_host(name: &str) -> bool {
    if let Some(address) = name.strip_prefix('[') {
        return address.ends_with(']') && address.contains(':');
    }
    let labels_fit = name.trim_end_matches('.').split('.').all(|label| {
        !label.is_empty()
            && label
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_') || !c.is_ascii())
    });
    labels_fit && (name.contains('.') || name == "localhost")
}

/// roadmap.sh names its pages in small letters and dashes, and finds them by no other spelling.
fn roadmap(path: &str) -> Option<(String, String)> {
    let page = path.split(['?', '#']).next().unwrap_or("");
    let odd = |c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '/' | '.' | '@'));
    page.contains(odd).then(|| {
        (
            "is no page of roadmap.sh".to_owned(),
            "its pages are named in small letters and dashes, such as `roadmap.sh/computer-science`".to_owned(),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_lead_somewhere_are_let_pass() {
        for url in [
            "https://example.org",
            "http://localhost:8080/x",
            "https://[::1]/x",
            "https://user@example.org/a?b#c",
            "HTTPS://EXAMPLE.ORG/",
            "https://例え.jp/駅",
            "mailto:a@b.org",
            "roadmap.sh/computer-science",
            "https://roadmap.sh/best-practices/api-security?r=Some#X",
            "https://roadmap.sh",
            "#here",
            "../other.md",
            "notes/setup.sh",
            "C:\\notes",
            "/root/relative",
            "install.sh",
        ] {
            assert_eq!(fault(url), None, "{url}");
        }
    }

    #[test]
    fn files_outside_of_the_pack_are_told_from_those_in_it() {
        let file = Path::new("agents/deep/a.md");
        for (url, is_outside) in [
            ("../b.md", false),
            ("../../README.md", false),
            ("../../../x.md", true),
            ("../../../../etc/passwd", true),
            ("b/../../../../x.md#y", true),
            ("..\\..\\..\\x", true),
            ("/etc/passwd", false),
            ("https://example.org/../../../../x", false),
            ("#here", false),
        ] {
            assert_eq!(leads_out(url, file), is_outside, "{url}");
        }
    }

    #[test]
    fn addresses_that_cannot_are_not() {
        for (url, why) in [
            ("", "leads nowhere"),
            ("  ", "leads nowhere"),
            ("htps://example.org", "no web address"),
            ("http:/example.org", "slashes"),
            ("https:example.org", "slashes"),
            ("http//example.org", "colon"),
            ("HTTPS//x", "colon"),
            ("https://", "names no host"),
            ("https://example", "names no host"),
            ("https://exam!ple.org/x", "names no host"),
            ("https://a..b", "names no host"),
            ("https://example.org/a b", "spaces"),
            ("javascript:alert(1)", "never opened"),
            ("file:///etc/passwd", "never opened"),
            ("www.example.org", "reads as a file"),
            ("example.com/x", "reads as a file"),
            ("mailto:nobody", "no mail address"),
            ("roadmap.sh/Computer_Science", "no page"),
            ("https://roadmap.sh/Backend", "no page"),
        ] {
            let (said, _) = fault(url).unwrap_or_default();
            assert!(said.contains(why), "{url}: {said}");
        }
    }
}
