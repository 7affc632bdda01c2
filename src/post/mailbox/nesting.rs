//! How deep an answer is nested, asked before a parser follows it.
//!
//! The one idea: *what was not asked for need not be followed.* The parser descends one call for each bracket of a message's
//! structure, and a server could open brackets without end. What is asked for here has two.

/// An answer about a message that is nested deeper is not parsed.
const MOST: usize = 8;

/// Whether an answer about a message is nested too deep, as far as it came. What a message holds is passed over.
pub fn is_too_deep(came: &[u8]) -> bool {
    let mut rest = came;
    let mut depth = 0_usize;
    loop {
        let end = rest.windows(2).position(|two| two == b"\r\n");
        let line = &rest[..end.unwrap_or(rest.len())];
        // What people are told may hold any number of brackets.
        if depth == 0 && rest.len() == came.len() && !is_about_message(line) {
            return false;
        }
        // Quotation marks hide nothing: what stands between them has no line of a message, let alone one of brackets.
        for byte in line {
            match byte {
                b'(' => depth += 1,
                b')' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth > MOST {
                return true;
            }
        }
        let (Some(end), Some(held)) = (end, held(line)) else { return false };
        let Some(after) = rest.get(end + 2..).and_then(|rest| rest.get(held..)) else { return false };
        rest = after;
    }
}

/// As `* 12 FETCH (`.
fn is_about_message(line: &[u8]) -> bool {
    let word = |number: usize| line.split(|byte| *byte == b' ').nth(number);
    word(0) == Some(b"*") && word(2).is_some_and(|word| word.eq_ignore_ascii_case(b"FETCH"))
}

/// How many bytes follow a line as they are: `… {12}`.
fn held(line: &[u8]) -> Option<usize> {
    let line = str::from_utf8(line.strip_suffix(b"}")?.rsplit(|byte| *byte == b'{').next()?).ok()?;
    line.trim_end_matches('+').parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_is_never_too_deep_and_what_has_no_end_is() {
        let deep = "(".repeat(20);
        for fine in [
            "* 1 FETCH (UID 1 FLAGS (\\Seen) MODSEQ (12))\r\n".to_owned(),
            format!("* OK {deep}\r\n"),
            format!("* 1 FETCH (UID 1 BODY[]<0> {{20}}\r\n{deep})\r\n"),
            format!("* 1 FETCH (UID 1 BODY[]<0> {{400}}\r\n{deep}"),
            "* 1 FET".to_owned(),
        ] {
            assert!(!is_too_deep(fine.as_bytes()), "{fine}");
        }
        for tangled in [
            format!("* 1 FETCH {deep}"),
            format!("* 1 fetch (UID 1 BODY[]<0> {{2}}\r\nxx {deep}"),
            format!("* 1 FETCH (X \"{deep}\"\r\n"),
            format!("* 1 FETCH (\"a\" {{2+}}\r\nxx {{1}}\r\nx{deep}"),
        ] {
            assert!(is_too_deep(tangled.as_bytes()), "{tangled}");
        }
    }
}
