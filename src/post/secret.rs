//! What a user logs in with: a password, or an access token where a service takes no passwords from programs (OAuth).
//!
//! The one idea: *a token is got elsewhere.* Whoever runs the service registers a program for it, and that program asks a person
//! or a tenant; what it gets lasts about an hour and is handed over like a password
//! (`docs/decisions/the-line-to-a-mail-server.md`).

use base64ct::{Base64, Encoding};
use zeroize::Zeroizing;

/// What a user logs in with.
#[derive(Clone, Copy)]
pub enum Secret<'a> {
    /// A password.
    Password(&'a str),
    /// An access token.
    Token(&'a str),
}

/// What is said after AUTHENTICATE PLAIN and AUTH PLAIN.
pub(super) fn plain(user: &str, password: &str) -> Zeroizing<String> {
    encoded(&Zeroizing::new(["\0", user, "\0", password].concat()))
}

/// What is said after AUTHENTICATE XOAUTH2 and AUTH XOAUTH2, as Google and Microsoft write it down.
pub(super) fn xoauth2(user: &str, token: &str) -> Zeroizing<String> {
    encoded(&Zeroizing::new(["user=", user, "\u{1}auth=Bearer ", token, "\u{1}\u{1}"].concat()))
}

pub(super) fn encoded(text: &str) -> Zeroizing<String> {
    Zeroizing::new(Base64::encode_string(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sample on Google's page about XOAUTH2.
    #[test]
    fn a_token_is_said_as_google_and_microsoft_write_it_down() {
        let said = xoauth2("someuser@example.com", "ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg");
        assert_eq!(
            *said,
            "dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdDRxbVRjMk52YjNSbGNrQmhkSFJoZG1semRHRXVZMjl0Q2cBAQ=="
        );
    }
}
