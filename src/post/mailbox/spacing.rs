//! A space that a server left out, after the code of a status.
//!
//! The one idea: *what is missing is put there.* The parser takes one byte away between a code and the words after it,
//! and dies where that is the first of a letter's several.

/// Where a space is missing in the status that comes first, as in `* OK [ALERT]Überlastet`.
pub fn missing(came: &[u8]) -> Option<usize> {
    let line = came.split(|byte| *byte == b'\r').next()?;
    let mut words = line.split(|byte| *byte == b' ');
    let (tag, status) = (words.next()?, words.next()?.to_ascii_uppercase());
    let is_status = [&b"OK"[..], b"NO", b"BAD", b"BYE", b"PREAUTH"].contains(&&status[..]) || tag == b"+";
    let place = line.windows(2).position(|two| two[0] == b']' && !two[1].is_ascii())?;
    is_status.then_some(place + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_space_is_missing_after_a_code_and_nowhere_else() {
        assert_eq!(missing("* OK [ALERT]Überlastet\r\n".as_bytes()), Some(12));
        assert_eq!(missing("+ [X]ü".as_bytes()), Some(5));
        assert_eq!(missing(b"a1 no [X]\xff"), Some(9));
        for whole in
            ["* OK [ALERT] Ü\r\n* OK [X]ü", "* LIST () \"/\" \"[a]ü\"\r\n", "* OK Ü]\r\nü", "* OK", ""]
        {
            assert_eq!(missing(whole.as_bytes()), None, "{whole}");
        }
    }
}
