//! How much YAML is parsed: what strangers write can take a parser any time and memory.

/// More front matter than this is not parsed as YAML.
pub(super) const MAX_BYTES: usize = 64 * 1024;
/// Deeper flow collections make libyaml super-quadratic.
const MAX_FLOW_DEPTH: usize = 32;
/// Aliases multiply what they stand for.
const MAX_ALIASES: usize = 64;

/// What about the YAML is beyond what is safe to parse.
pub(crate) fn excess(source: &str) -> Option<String> {
    if source.len() > MAX_BYTES {
        return Some(format!("{} bytes", source.len()));
    }
    let (mut depth, mut deepest, mut aliases) = (0_usize, 0, 0);
    for (at, byte) in source.bytes().enumerate() {
        match byte {
            b'[' | b'{' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            b'*' => {
                let before = source[..at].chars().next_back().unwrap_or('\n');
                aliases += usize::from(before.is_whitespace() || matches!(before, '[' | ',' | '{'));
            }
            _ => {}
        }
    }
    if deepest > MAX_FLOW_DEPTH {
        return Some(format!("brackets nested {deepest} deep"));
    }
    (aliases > MAX_ALIASES).then(|| format!("{aliases} aliases"))
}
