//! Mail servers, as the desk command reaches them: a mailbox that is read, and letters that are sent.
//!
//! The one idea: *one line to one machine that was named.* The mailbox (`mailbox.rs`) and the sending (`sending.rs`)
//! go over the same line (`line.rs`): encrypted, to a machine whose certificate is trusted, with an end to waiting and
//! a limit to what may come. Nothing here knows what a letter says. Deliberately absent: any other address than the one
//! that was given, and every command that could change a mailbox.

pub mod address;
pub mod folder_name;
pub mod line;
pub mod mailbox;
pub mod secret;
pub mod sending;

use std::io;

use rustls::CertificateError;

use line::TooMuch;

/// Why a server could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// No machine of that name is known.
    NotFound,
    /// It takes no connection; why, as the system says it.
    NotReached(String),
    /// It said nothing for as long as is waited.
    Silent,
    /// It ended the connection; what it said last, if anything.
    Closed(String),
    /// Its certificate is not to be trusted. Neither name nor password was sent.
    Certificate(Fault),
    /// It does not speak TLS there.
    NoTls,
    /// It would have to be told everything unencrypted.
    InTheClear,
    /// It did not let the user in; what it says.
    Login(String),
    /// There is no such folder; which there are.
    NoFolder(Vec<String>),
    /// It refused what was asked; what it says.
    Refused(String),
    /// What it said is no answer.
    NoAnswer,
    /// It sent more than was asked for.
    TooMuch,
}

/// What is wrong with a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nobody that is trusted signed it.
    UnknownAuthority,
    /// It is for another machine.
    AnotherName,
    /// It is over, or does not count yet.
    Expired,
    /// Anything else.
    Other,
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        use io::ErrorKind::{BrokenPipe, ConnectionReset, TimedOut, UnexpectedEof, WouldBlock};
        let inner = error.get_ref();
        if inner.is_some_and(|inner| inner.is::<TooMuch>()) {
            return Self::TooMuch;
        }
        if let Some(of_tls) = inner.and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
            return match of_tls {
                rustls::Error::InvalidCertificate(why) => Self::Certificate(fault(why)),
                rustls::Error::AlertReceived(_) => Self::Closed(of_tls.to_string()),
                _ => Self::NoTls,
            };
        }
        match error.kind() {
            TimedOut | WouldBlock => Self::Silent,
            UnexpectedEof | ConnectionReset | BrokenPipe => Self::Closed(String::new()),
            _ => Self::Closed(error.to_string()),
        }
    }
}

fn fault(why: &CertificateError) -> Fault {
    match why {
        CertificateError::UnknownIssuer => Fault::UnknownAuthority,
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            Fault::AnotherName
        }
        CertificateError::Expired
        | CertificateError::ExpiredContext { .. }
        | CertificateError::NotValidYet
        | CertificateError::NotValidYetContext { .. } => Fault::Expired,
        _ => Fault::Other,
    }
}
