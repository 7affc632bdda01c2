//! Mail servers as a person names them, and what is said where one does not do as asked.

use std::path::Path;

use zeroize::Zeroizing;

use super::{Failure, files, secret};
use crate::casebook::dates::listed;
use crate::casebook::views::Told;
use crate::post::address::{Address, For, NotOne};
use crate::post::line::{NoTerms, Terms, Unencrypted};
use crate::post::secret::Secret;
use crate::post::{Fault, Trouble};

/// A server that was named, with what its user logs in with.
pub struct Server {
    /// Where it is.
    pub at: Address,
    by: By,
    /// Where a user is named.
    typed: Option<Zeroizing<String>>,
}

/// What users log in with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// A password.
    Password,
    /// An access token (OAuth).
    Token,
}

impl Server {
    /// What the user logs in with, where one is named.
    pub fn secret(&self) -> Option<Secret<'_>> {
        let typed = self.typed.as_ref()?;
        Some(match self.by {
            By::Password => Secret::Password(typed),
            By::Token => Secret::Token(typed),
        })
    }
}

/// Reads an address, and asks for the password of its user, or for the token.
pub fn server(text: &str, meant: For, by: By) -> Result<Server, Failure> {
    let at = Address::parse(text, meant).map_err(|why| no_address(text, why, meant))?;
    let (what, variable) = match (by, meant) {
        (By::Password, For::Reading) => ("password", "ACCORD_MAIL_PASSWORD"),
        (By::Password, For::Sending) => ("password", "ACCORD_SEND_PASSWORD"),
        (By::Token, For::Reading) => ("access token", "ACCORD_MAIL_TOKEN"),
        (By::Token, For::Sending) => ("access token", "ACCORD_SEND_TOKEN"),
    };
    let typed = match (&at.user, meant) {
        (Some(user), _) => Some(secret::of_server(what, &format!("{user} at {}", at.host), variable)?),
        (None, For::Sending) => None,
        (None, For::Reading) => {
            return Err(Failure::told(
                "The address does not say whose mailbox it is.",
                "Write it as imaps://user@host/INBOX.",
            ));
        }
    };
    Ok(Server { at, by, typed })
}

/// On what terms servers are spoken to.
pub fn terms(authorities: Option<&Path>, unencrypted: Unencrypted) -> Result<Terms, Failure> {
    let pem = authorities.map(files::read).transpose()?;
    Terms::new(pem.as_deref(), unencrypted).map_err(|why| match why {
        NoTerms::NoAuthority => Failure::told(
            "The file of --trust-ca holds no certificate.",
            "Ask your IT service for the certificate of its authority as PEM: it begins with -----BEGIN CERTIFICATE-----.",
        ),
        NoTerms::NoStore(why) => Failure::told(
            format!("This machine has no authorities that it trusts ({why})."),
            "Install its certificates (on Debian, the package ca-certificates), or name a file with --trust-ca.",
        ),
    })
}

fn no_address(text: &str, why: NotOne, meant: For) -> Failure {
    let (form, begins) = match meant {
        For::Reading => ("Write it as imaps://user@host/INBOX.", "imaps:// or imap://"),
        For::Sending => ("Write it as smtps://user@host.", "smtps:// or smtp://"),
    };
    match why {
        NotOne::Beginning => Failure::told(format!("{text} does not begin with {begins}."), form),
        // Whoever wrote it there shall not find it on the screen too.
        NotOne::Password => Failure::told(
            "A password stands in the address, where every process of this machine can read it.",
            "Leave it out: it is asked for. A colon within a user name is written %3A. Change the password if \
             others use this machine.",
        ),
        NotOne::Host => Failure::told(format!("{text} names no machine."), form),
        NotOne::Port => Failure::told(
            format!("What stands after the colon in {text} is no port."),
            "Write a number from 1 to 65535, or leave it out.",
        ),
        NotOne::Escape => Failure::told(
            format!("What stands after a percent sign in {text} cannot be read."),
            "Write a percent sign itself as %25, and any other character as its bytes in UTF-8.",
        ),
    }
}

/// What is said of trouble with a server.
pub fn told(trouble: &Trouble, at: &Address) -> Told {
    let Address { host, port, user, .. } = at;
    let user = user.as_deref().unwrap_or("the user");
    let (happened, to_do) = match trouble {
        Trouble::NotFound => (
            format!("No machine called {host} was found."),
            "Check the name and the connection, then run it again.",
        ),
        Trouble::NotReached(why) => (
            format!("{host} takes no connection on port {port} ({why})."),
            "Check the port and the connection, and whether a firewall stands between; then run it again.",
        ),
        Trouble::Silent => {
            (format!("{host} said nothing for a minute."), "Run it again: what was done stays done.")
        }
        Trouble::Closed(said) => (
            format!("{host} ended the connection{}.", quoted(said)),
            "Run it again: what was done stays done.",
        ),
        Trouble::Certificate(Fault::UnknownAuthority) => (
            format!(
                "Nobody whom this machine trusts signed the certificate of {host}, so nothing was said to it."
            ),
            "Where your organisation has an authority of its own, ask its IT service for the certificate and name the \
             file with --trust-ca. Otherwise somebody may stand between: go no further.",
        ),
        Trouble::Certificate(Fault::AnotherName) => (
            format!("{host} shows the certificate of another machine, so nothing was said to it."),
            "Use the name that the certificate is for: ask your IT service which. Otherwise somebody may stand between.",
        ),
        Trouble::Certificate(Fault::Expired) => (
            format!("The certificate of {host} does not count today, so nothing was said to it."),
            "Check the clock of this machine; if it is right, tell whoever runs the server.",
        ),
        Trouble::Certificate(Fault::Other) => (
            format!("The certificate of {host} cannot be trusted, so nothing was said to it."),
            "Tell whoever runs the server.",
        ),
        Trouble::NoTls => (
            format!("{host} does not speak TLS on port {port}, so nothing was said to it."),
            "Check the port: imaps is 993 as a rule and smtps 465; imap (143) and smtp (587) turn to TLS by a command.",
        ),
        Trouble::InTheClear => (
            format!("{host} offers no encryption, so neither password nor mail was sent."),
            "Use imaps:// or smtps://. Where nobody else can listen on the way, --unencrypted goes without.",
        ),
        Trouble::Login(said) => (
            format!("{host} did not let {user} in{}.", quoted(said)),
            "Check the user name and the password. Some services want a password made for one program, others an access \
             token (--oauth), which lasts about an hour: ask your IT service.",
        ),
        Trouble::NoFolder(there) => {
            let folder = at.folder.as_deref().unwrap_or("INBOX");
            let happened = format!("There is no folder {folder} in the mailbox of {user}.");
            let to_do = match there.as_slice() {
                [] => "The server names none that you may read: ask whoever runs it.".to_owned(),
                there => format!("Name one of these: {}.", listed(there)),
            };
            return Told { happened, to_do, reasons: Vec::new() };
        }
        Trouble::Refused(said) => (
            format!("{host} refused what was asked of it{}.", quoted(said)),
            "Tell whoever runs the server what it said, then run it again.",
        ),
        Trouble::NoAnswer => (
            format!("What {host} says on port {port} is not what a mail server says."),
            "Check the name and the port.",
        ),
        Trouble::TooMuch => (
            format!("{host} sent more than it was asked for, and was not listened to any further."),
            "Check the name and the port, and tell whoever runs the server.",
        ),
    };
    Told { happened, to_do: to_do.to_owned(), reasons: Vec::new() }
}

/// What a server said, beside what happened.
pub fn quoted(said: &str) -> String {
    const LONGEST: usize = 200;
    if said.is_empty() {
        return String::new();
    }
    let shown: String = said.chars().take(LONGEST).collect();
    [" (it says: ", shown.trim_end_matches('.'), ")"].concat()
}
